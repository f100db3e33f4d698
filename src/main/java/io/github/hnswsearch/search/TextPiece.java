package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a typed text between spaces. A quoted text, a list in brackets behind a field and a
 * range in square brackets behind one are not parted.
 *
 * @param text as it was typed
 * @param grouped whether it begins within brackets
 * @param sign {@code +}, {@code -} or {@code !} before it, else empty
 * @param field a known field that it names, which is not merely stored
 * @param value without sign and field name
 */
record TextPiece(String text, boolean grouped, String sign, @Nullable Field field, String value) {
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "&&", "||");
  private static final Pattern SIGN = Pattern.compile("[+!-](?=\\S)");
  private static final Pattern FIELD = Pattern.compile("([a-z][a-z0-9_]*):(?=\\S)");

  /** Ranges in brackets; patterns, similar words and weights: filters have none of them. */
  private static final Pattern BEYOND_FILTERS = Pattern.compile("^[\\[{]|[*?~^]");

  /** Brackets within brackets, operators, and signs of words. */
  private static final Pattern GROUP =
      Pattern.compile(
          "^\\(.*(?:\\(|[\\s(](?:AND|OR|NOT|&&|\\|\\|)[\\s)]|[\\s(][+!-]\\p{L})", Pattern.DOTALL);

  /** Takes a text apart, in order. */
  static List<TextPiece> split(String text, Schema schema) {
    List<TextPiece> pieces = new ArrayList<>();
    int depth = 0;
    int at = skipSpace(text, 0);
    while (at < text.length()) {
      TextPiece piece = at(text, at, depth, schema);
      pieces.add(piece);
      depth = Math.max(0, depth + opened(piece));
      at = skipSpace(text, at + piece.text().length());
    }
    return pieces;
  }

  private static TextPiece at(String text, int start, int depth, Schema schema) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '(') {
      at++;
    }
    boolean grouped = depth > 0 || at > start;
    Matcher signMark = SIGN.matcher(text).region(at, text.length());
    String sign = signMark.lookingAt() ? signMark.group() : "";
    at += sign.length();
    Matcher fieldMark = FIELD.matcher(text).region(at, text.length());
    Field field = fieldMark.lookingAt() ? known(fieldMark.group(1), schema) : null;
    int value = field == null ? at : fieldMark.end();
    int end = end(text, value, field != null);
    return new TextPiece(
        text.substring(start, end), grouped, sign, field, text.substring(value, end));
  }

  private static @Nullable Field known(String name, Schema schema) {
    return schema.find(name).filter(field -> field.type() != FieldType.STORED).orElse(null);
  }

  /** Behind the last character of a value. */
  private static int end(String text, int start, boolean ofField) {
    if (start == text.length()) {
      return start;
    }
    int closed =
        switch (text.charAt(start)) {
          case '"' -> closingQuote(text, start);
          case '(' -> ofField ? closing(text, start, ')') : -1;
          case '[', '{' -> ofField ? closingRange(text, start) : -1;
          default -> -1;
        };
    int end = Math.max(closed + 1, start);
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The place of the quote that ends a quoted text, or -1. */
  private static int closingQuote(String text, int start) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at;
      }
      if (c == '\\') {
        at++;
      }
    }
    return -1;
  }

  /** The place of a bracket that is in no quotes, or -1. */
  private static int closing(String text, int start, char bracket) {
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == bracket) {
        return at;
      }
      if (c == '"') {
        int quote = closingQuote(text, at);
        if (quote < 0) {
          return -1;
        }
        at = quote;
      }
    }
    return -1;
  }

  /** A range may include the one end and exclude the other: {@code [2015 TO 2018}}. */
  private static int closingRange(String text, int start) {
    int square = text.indexOf(']', start);
    int curly = text.indexOf('}', start);
    return square < 0 || curly < 0 ? Math.max(square, curly) : Math.min(square, curly);
  }

  /** How many more brackets a piece opens than it closes, those in quotes aside. */
  private static int opened(TextPiece piece) {
    int opened = 0;
    for (int at = 0; at < piece.text().length(); at++) {
      switch (piece.text().charAt(at)) {
        case '"' -> at = Math.max(at, closingQuote(piece.text(), at));
        case '(' -> opened++;
        case ')' -> opened--;
        default -> {}
      }
    }
    return opened;
  }

  private static int skipSpace(String text, int start) {
    int at = start;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether its sign is one of exclusion. */
  boolean negated() {
    return sign.equals("-") || sign.equals("!");
  }

  /** Whether it joins what stands before and behind it. */
  boolean isOperator() {
    return sign.isEmpty() && field == null && OPERATORS.contains(value);
  }

  /** Whether items that match it are kept out; a sign of a number is none of a word. */
  boolean excludes() {
    return negated() && (field != null || startsWord(value));
  }

  /**
   * Whether it makes the text a query that takes a parser of words: an operator, a word that is
   * required, a sign before brackets, a condition within brackets, a value that filters do not
   * have.
   */
  boolean isSyntax() {
    boolean required = sign.equals("+") && field == null && startsWord(value);
    boolean signedGroup = !sign.isEmpty() && field == null && value.startsWith("(");
    boolean condition = field != null || excludes();
    return isOperator() || required || signedGroup || (condition && grouped) || isBeyondFilters();
  }

  private boolean isBeyondFilters() {
    String bare = field == null ? "" : withoutQuotes(value);
    return BEYOND_FILTERS.matcher(bare).find() || GROUP.matcher(bare).find();
  }

  private static boolean startsWord(String value) {
    return !value.isEmpty() && (value.startsWith("\"") || Character.isLetter(value.codePointAt(0)));
  }

  /** What of a value stands in no quotes. */
  private static String withoutQuotes(String value) {
    StringBuilder rest = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      int quote = value.charAt(at) == '"' ? closingQuote(value, at) : -1;
      if (quote < 0) {
        rest.append(value.charAt(at));
      } else {
        at = quote;
      }
    }
    return rest.toString();
  }

  /** Whether a value is one text in quotes, and nothing else. */
  static boolean isQuoted(String value) {
    return value.length() > 2
        && value.charAt(0) == '"'
        && closingQuote(value, 0) == value.length() - 1;
  }

  /** A value without the quotes around it and the backslashes within, where it has any. */
  static String unquoted(String value) {
    return isQuoted(value)
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
