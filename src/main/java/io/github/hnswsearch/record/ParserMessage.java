package io.github.hnswsearch.record;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the JSON parser says, for people. */
public final class ParserMessage {
  /** Where it saw something begin, among words for programmers. */
  private static final Pattern ASIDE =
      Pattern.compile(" \\((?:start marker|for \\w+ starting) at \\[Source: .*?\\]\\)");

  private ParserMessage() {}

  /** The first line, without the parser's names for where it reads from. */
  public static String plain(@Nullable String message) {
    return message == null
        ? "cannot be parsed"
        : ASIDE.matcher(message.lines().findFirst().orElse("")).replaceAll("");
  }
}
