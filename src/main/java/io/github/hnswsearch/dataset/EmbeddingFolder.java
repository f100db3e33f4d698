package io.github.hnswsearch.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.ParserMessage;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names in a folder of embeddings in parts, and whether all parts are there. */
public final class EmbeddingFolder {
  /** Says how far the folder has been filled. */
  public static final String PROGRESS = "progress.json";

  /** The key of the progress file that says that nothing is missing. */
  public static final String FINISHED = "finished";

  /** The key of the progress file that counts the parts. */
  public static final String PARTS = "parts";

  private static final Pattern PART = Pattern.compile("part-\\d{5,}\\.h5");

  private EmbeddingFolder() {}

  /** Name of a part; in their order as texts parts are in the order of their rows. */
  public static String partName(int number) {
    return String.format(Locale.ROOT, "part-%05d.h5", number);
  }

  public static boolean isPartName(String name) {
    return PART.matcher(name).matches();
  }

  /**
   * Makes sure that no part of a folder is missing. A folder that does not say how many it has is
   * taken for whole: it may come from anywhere.
   *
   * @throws BadInputException if it is not finished, or a part is gone
   */
  public static void requireWhole(Path folder) throws IOException {
    Path file = folder.resolve(PROGRESS);
    if (!Files.exists(file)) {
      return;
    }
    JsonNode progress = read(file);
    if (!progress.path(FINISHED).asBoolean()) {
      throw new BadInputException(
          folder.toString(),
          "expected embeddings that are whole, found that they are not finished",
          "Run the same embed command again: it goes on where it stopped");
    }
    for (int part = 0; part < progress.path(PARTS).asInt(); part++) {
      if (!Files.exists(folder.resolve(partName(part)))) {
        throw new BadInputException(
            folder.toString(),
            "expected %d parts, found none called %s"
                .formatted(progress.path(PARTS).asInt(), partName(part)),
            "Copy the folder again, or embed again with --restart");
      }
    }
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JacksonException | CharConversionException e) {
      throw new BadInputException(
          file.toString(),
          "expected how far the embedding has come, found: " + ParserMessage.of(e),
          "Copy the folder again, or embed again with --restart",
          e);
    }
  }
}
