package io.github.hnswsearch.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Examines all of a generation: its index as the engine does, and what its manifest says. */
public final class GenerationInspector implements Inspection.Inspector {
  private final Inspection.Inspector engine;

  /**
   * @param engine examines the index, and compares it with the manifest
   */
  public GenerationInspector(Inspection.Inspector engine) {
    this.engine = engine;
  }

  /** Examines a generation, live or about to be. */
  @Override
  public Inspection inspect(Generation generation) throws IOException {
    Inspection index = engine.inspect(generation);
    List<String> problems = new ArrayList<>(ManifestContent.problems(generation));
    if (index.isSound()) {
      ManifestContent.unreachableProblem(generation.manifest(), index.unreachable())
          .ifPresent(problems::add);
    }
    return index.and(problems);
  }

  /** Examines a generation where it is served from: its folders have the names of the manifest. */
  public Inspection inspectLive(Generation generation) throws IOException {
    return inspect(generation).and(ManifestContent.nameProblems(generation));
  }
}
