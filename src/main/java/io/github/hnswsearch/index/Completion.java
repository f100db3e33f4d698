package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;

/**
 * The end of every import and every revision, before the generation goes live: its index is
 * examined as {@code check} does, its recall measured, and its manifest written.
 */
final class Completion {
  private final Inspection.Inspector inspector;
  private final Verification verification;
  private final Phases phases;

  Completion(Inspection.Inspector engine, Verification verification, Phases phases) {
    this.inspector = new GenerationInspector(engine);
    this.verification = verification;
    this.phases = phases;
  }

  /**
   * Completes a staged generation.
   *
   * @param generation with a manifest that knows of no examination yet
   * @throws BadInputException if something is wrong with it, saying what; there is no manifest then
   */
  void complete(Generation generation) throws IOException {
    Inspection inspection =
        phases.call("Checking the index", -1, () -> inspector.inspect(generation));
    if (!inspection.isSound()) {
      String problems = String.join(" ", inspection.problems());
      throw new BadInputException(
          generation.directory().toString(),
          "expected an index in order, found problems: "
              + problems.substring(0, problems.length() - 1),
          "Nothing has gone live: check the disk and the memory of this machine, and run the"
              + " command again");
    }
    Verification.Findings findings =
        phases.call("Measuring recall", -1, () -> verification.verify(generation));
    ManifestFile.write(
        generation.directory(),
        generation.manifest().verified(findings, inspection.unreachable(), phases.seconds()));
  }
}
