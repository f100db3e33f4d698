package io.github.hnswsearch.record;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the JSON parser says, for people. */
public final class ParserMessage {
  /** Where it saw something begin, among words for programmers. */
  private static final Pattern ASIDE =
      Pattern.compile(" \\((?:start marker|for \\w+ starting) at \\[Source: .*?\\]\\)");

  private ParserMessage() {}

  /** Why it could not read bytes: it takes some for UTF-32, which are no JSON in UTF-8 then. */
  public static String of(IOException failure) {
    return failure instanceof CharConversionException
        ? "no JSON in UTF-8"
        : plain(failure.getMessage());
  }

  /** The first line, without the parser's names for where it reads from. */
  public static String plain(@Nullable String message) {
    return message == null
        ? "cannot be parsed"
        : ASIDE.matcher(message.lines().findFirst().orElse("")).replaceAll("");
  }
}
