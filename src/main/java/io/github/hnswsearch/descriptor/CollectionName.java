package io.github.hnswsearch.descriptor;

import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.util.regex.Pattern;

/** What a collection may be called: its name is a folder, a URL segment and a command argument. */
public final class CollectionName {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private CollectionName() {}

  /**
   * Returns the name if it is valid.
   *
   * @param where the parameter, option or line that gives it
   * @throws BadInputException if it is not
   */
  public static String check(String where, String name) throws BadInputException {
    if (!VALID.matcher(name).matches()) {
      throw new BadInputException(
          where,
          "expected a collection name of 1 to 64 lower-case letters, digits, \"-\" and \"_\","
              + " starting with a letter or digit; found \""
              + Abbreviated.text(name)
              + "\"",
          "Choose another name, for example papers");
    }
    return name;
  }
}
