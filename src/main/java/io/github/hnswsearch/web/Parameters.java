package io.github.hnswsearch.web;

import io.github.hnswsearch.search.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The query parameters of one request, read strictly: nothing misspelt is passed over. */
final class Parameters {
  /** 0.95, .95 and 95e-2, as people write them. Java would also read 1d, 0x1p3 and NaN. */
  private static final Pattern DECIMAL =
      Pattern.compile("-?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,3})?");

  private final Map<String, List<String>> values;

  /**
   * @param values as they came; what stands between two {@code &}, or behind the last, is none
   * @param known the names that this route reads
   * @throws InvalidRequestException if there is another name, listing the known ones
   */
  Parameters(Map<String, List<String>> values, Set<String> known) {
    this.values = values;
    for (String name : values.keySet()) {
      boolean nothing = name.isEmpty() && values.get(name).stream().allMatch(String::isEmpty);
      if (!nothing && !known.contains(name)) {
        throw new InvalidRequestException(
            "query parameter \"%s\": %s"
                .formatted(
                    name,
                    known.isEmpty()
                        ? "expected none, as a request of this kind takes none. Remove it."
                        : "expected one of %s. Correct or remove it."
                            .formatted(new TreeSet<>(known))));
      }
    }
  }

  /** The value of a parameter that may be given once. */
  Optional<String> text(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new InvalidRequestException(
          "%s: expected one value, found %d. Give it once.".formatted(name, all.size()));
    }
    return all.stream().findFirst();
  }

  /** The value of a parameter that is a whole number. */
  OptionalInt integer(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text.get().strip()));
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "%s: expected a whole number, found \"%s\". Give digits only."
              .formatted(name, text.get()));
    }
  }

  /** The value of a parameter that is a number. */
  OptionalDouble number(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    String digits = text.get().strip();
    if (DECIMAL.matcher(digits).matches()) {
      double number = Double.parseDouble(digits);
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    }
    throw new InvalidRequestException(
        "%s: expected a number, found \"%s\". Write it like 0.95.".formatted(name, text.get()));
  }

  /** The value of a parameter that is true or false; false where it is left out. */
  boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw new InvalidRequestException(
              "%s: expected true or false, found \"%s\". Give one of them.".formatted(name, other));
    };
  }

  /** A number, or what {@code true} stands for; empty for {@code false}. */
  OptionalDouble flagOrNumber(String name, double whenTrue) {
    return switch (text(name).orElse("false")) {
      case "true" -> OptionalDouble.of(whenTrue);
      case "false" -> OptionalDouble.empty();
      default -> number(name);
    };
  }

  /** The values of a parameter that may be repeated or hold several, with commas between them. */
  List<String> list(String name) {
    return all(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** All values of a parameter that may be repeated. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
