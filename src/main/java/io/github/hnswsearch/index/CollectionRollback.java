package io.github.hnswsearch.index;

import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;

/** Goes back to the generation that was live before, once it has been found to be whole. */
public final class CollectionRollback {
  private final IndexData indexData;
  private final GenerationInspector inspector;

  /**
   * @param engine examines the index
   */
  public CollectionRollback(IndexData indexData, Inspection.Inspector engine) {
    this.indexData = indexData;
    this.inspector = new GenerationInspector(engine);
  }

  /**
   * Makes the generation before the live one live again. The one that it replaces is then the one
   * before: doing this twice changes nothing.
   *
   * @return the generation that is now live
   * @throws BadInputException if none is kept, or it is damaged; then nothing changes
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Generation run(String name) throws IOException {
    Generation live = indexData.live(name);
    CollectionDirectory collection = indexData.collection(name);
    try (Closeable lock = collection.lock()) {
      Generation before =
          collection
              .before()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "collection " + name,
                          "expected a generation before " + live.name() + ", found none",
                          "Rebuild the collection, or import it again"));
      Inspection found = inspector.inspectLive(before);
      if (!found.isSound()) {
        throw new BadInputException(
            before.directory().toString(),
            "expected a whole generation to go back to, found damage: "
                + found.problems().getFirst(),
            "Rebuild the collection, or import it again");
      }
      return collection.goBackTo(before);
    }
  }
}
