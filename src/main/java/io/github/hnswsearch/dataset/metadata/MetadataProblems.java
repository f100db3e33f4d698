package io.github.hnswsearch.dataset.metadata;

import io.github.hnswsearch.record.Abbreviated;
import java.util.ArrayList;
import java.util.List;

/** What was left out of a metadata file: how many, and the first of them in words. */
public final class MetadataProblems {
  /** So many problems of each kind are kept in words. */
  public static final int LISTED = 20;

  /** Hears of lines that could not be read, all of them and in order. */
  @FunctionalInterface
  public interface BadLineListener {
    void badLine(long line, String problem);
  }

  private final BadLineListener listener;
  private final List<String> badLineList = new ArrayList<>();
  private final List<String> droppedValueList = new ArrayList<>();
  private long lines;
  private long badLines;
  private long droppedValues;

  /** Problems that nobody is told of at once. */
  public MetadataProblems() {
    this((line, problem) -> {});
  }

  public MetadataProblems(BadLineListener listener) {
    this.listener = listener;
  }

  void line() {
    lines++;
  }

  void badLine(long line, String problem) {
    badLines++;
    listener.badLine(line, problem);
    note(badLineList, "line " + line + ": " + problem);
  }

  void droppedValue(long line, String column, String expected, String found) {
    droppedValues++;
    note(
        droppedValueList,
        "line " + line + ", " + column + ": expected " + expected + ", found " + quote(found));
  }

  private static void note(List<String> list, String problem) {
    if (list.size() < LISTED) {
      list.add(problem);
    }
  }

  /** Input as a message quotes it: one line of bounded length. */
  static String quote(String text) {
    return "\"" + Abbreviated.text(text) + "\"";
  }

  /** Records read, bad ones included; empty lines are none. */
  public long lines() {
    return lines;
  }

  public long badLines() {
    return badLines;
  }

  public long droppedValues() {
    return droppedValues;
  }

  /** The first bad lines, for example {@code line 17: not JSON: ...}. */
  public List<String> badLineList() {
    return List.copyOf(badLineList);
  }

  /** The first values that were no value of their field, with line and column. */
  public List<String> droppedValueList() {
    return List.copyOf(droppedValueList);
  }
}
