package io.github.hnswsearch.gallery;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One object of JSON on one line. Its texts are words of this package: nothing needs escaping. */
final class JsonLine {
  private final StringJoiner members = new StringJoiner(",", "{", "}");

  JsonLine text(String name, @Nullable String value) {
    return raw(name, value == null ? "null" : quoted(value));
  }

  JsonLine texts(String name, List<String> values) {
    return raw(name, array(values.stream().map(JsonLine::quoted).toList()));
  }

  JsonLine whole(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** A fraction, to four places. */
  JsonLine fraction(String name, double value) {
    return raw(name, String.format(Locale.ROOT, "%.4f", value));
  }

  JsonLine objects(String name, List<JsonLine> values) {
    return raw(name, array(values.stream().map(JsonLine::toString).toList()));
  }

  @Override
  public String toString() {
    return members.toString();
  }

  private JsonLine raw(String name, String json) {
    members.add(quoted(name) + ":" + json);
    return this;
  }

  private static String array(List<String> values) {
    return "[" + String.join(",", values) + "]";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
