package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.SearchMode;
import java.util.Locale;

/** How the page words modes and numbers. */
final class Labels {
  private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private Labels() {}

  static String mode(SearchMode mode) {
    return switch (mode) {
      case VECTOR -> "By meaning";
      case KEYWORD -> "By words";
      case HYBRID -> "Both";
    };
  }

  static String modeHint(SearchMode mode) {
    return switch (mode) {
      case VECTOR -> "Finds what means the same, in whatever words";
      case KEYWORD -> "Finds the words themselves; knows fields and phrases";
      case HYBRID -> "Searches by meaning and by words, and merges the two rankings";
    };
  }

  static String leg(String name) {
    return switch (name) {
      case "vector" -> "meaning";
      case "keyword" -> "words";
      default -> name;
    };
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String items(long number) {
    return count(number) + (number == 1 ? " item" : " items");
  }

  /** A field as a heading: those that papers have by their names, others by their own. */
  static String field(String name) {
    return name.equals("license") ? "Licence" : sentence(name);
  }

  /** A name of data as it is read. */
  static String sentence(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('_', ' ');
  }

  /** A coordinate of a drawing; a tenth of its unit cannot be seen. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String micros(double micros) {
    double ms = micros / 1000;
    return ms < 1
        ? String.format(Locale.ROOT, "%.0f µs", micros)
        : String.format(Locale.ROOT, ms == Math.rint(ms) || ms >= 10 ? "%.0f ms" : "%.1f ms", ms);
  }

  static String milliseconds(double ms) {
    if (ms < 0.05) {
      return "0";
    }
    return String.format(Locale.ROOT, ms < 10 ? "%.1f" : "%.0f", ms);
  }

  static String cosine(double similarity) {
    return String.format(Locale.ROOT, "%.3f", similarity);
  }

  /** Decimal units, as disks are sold. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String format = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, BYTE_UNITS[unit]);
  }
}
