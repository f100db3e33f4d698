package io.github.hnswsearch.search;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.CollectionReader.NumberCounts;
import io.github.hnswsearch.search.CollectionReader.Passing;
import io.github.hnswsearch.search.CollectionReader.TermCounts;
import io.github.hnswsearch.search.Facets.Bucket;
import io.github.hnswsearch.search.Facets.FieldFacet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the values of fields over the items that pass the filters. A field's own filters are set
 * aside while it is counted (drill sideways), so that the values beside the chosen one stay in
 * view.
 */
final class FacetCounter {
  static final Set<FieldType> COUNTED =
      Set.of(FieldType.KEYWORD, FieldType.CATEGORY, FieldType.NAME, FieldType.LONG, FieldType.DATE);

  private final CollectionReader reader;

  FacetCounter(CollectionReader reader) {
    this.reader = reader;
  }

  /** Names of the fields whose values can be counted. */
  static List<String> countable(Schema schema) {
    return schema.names(COUNTED.toArray(FieldType[]::new));
  }

  /**
   * Counts.
   *
   * @param names of fields
   * @param warnings is told of fields that this generation cannot count
   * @throws InvalidRequestException if a field is unknown or of a type that is not counted, listing
   *     those that are
   */
  Facets count(List<String> names, int size, List<Filter> filters, List<String> warnings)
      throws IOException {
    List<Field> fields = names.stream().map(this::field).toList();
    Passing all = reader.passing(filters);
    List<FieldFacet> facets = new ArrayList<>();
    for (Field field : fields) {
      List<Filter> own = filters.stream().filter(filter -> filter.field().equals(field)).toList();
      List<Filter> others =
          filters.stream().filter(filter -> !filter.field().equals(field)).toList();
      Passing passing = own.isEmpty() ? all : reader.passing(others);
      try {
        facets.add(facet(field, size, passing, own));
      } catch (MissingCountsException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }
    return new Facets(Facets.OVER_FILTERS, all.items(), facets);
  }

  private Field field(String name) {
    return reader
        .schema()
        .find(name)
        .filter(field -> COUNTED.contains(field.type()))
        .orElseThrow(() -> FilterParser.unknownField("facets", countable(reader.schema()), name));
  }

  private static FieldFacet facet(Field field, int size, Passing passing, List<Filter> own)
      throws IOException {
    return switch (field.type()) {
      case LONG, DATE -> histogram(field, passing, own);
      default -> terms(field, size, passing, own);
    };
  }

  private static FieldFacet terms(Field field, int size, Passing passing, List<Filter> own)
      throws IOException {
    Set<String> chosen =
        own.stream()
            .filter(filter -> !filter.negated())
            .flatMap(filter -> filter.values().stream())
            .filter(Filter.Exact.class::isInstance)
            .map(value -> ((Filter.Exact) value).text())
            .collect(Collectors.toSet());
    TermCounts counts = passing.terms(field, size, chosen);
    List<Bucket> buckets =
        counts.counts().entrySet().stream()
            .map(
                value ->
                    new Bucket(
                        value.getKey(),
                        null,
                        null,
                        value.getValue(),
                        FilterText.equal(field.name(), value.getKey()),
                        chosen.stream().anyMatch(value.getKey()::equalsIgnoreCase)))
            .toList();
    return new FieldFacet(
        field.name(),
        Facets.TERMS,
        null,
        buckets,
        counts.others(),
        passing.items() - counts.items());
  }

  private static FieldFacet histogram(Field field, Passing passing, List<Filter> own)
      throws IOException {
    NumberCounts counts = passing.numbers(field);
    Histogram histogram =
        field.type() == FieldType.DATE ? Histogram.ofYears(counts) : Histogram.of(counts);
    List<Bucket> buckets =
        histogram.ranges().stream()
            .map(
                range ->
                    new Bucket(
                        range.first() == range.last()
                            ? String.valueOf(range.first())
                            : range.first() + ".." + range.last(),
                        range.first(),
                        range.last(),
                        range.count(),
                        FilterText.between(
                            field.name(),
                            String.valueOf(range.first()),
                            String.valueOf(range.last())),
                        own.stream().anyMatch(filter -> selects(filter, field, range))))
            .toList();
    return new FieldFacet(
        field.name(),
        Facets.HISTOGRAM,
        histogram.interval(),
        buckets,
        0,
        passing.items() - counts.items());
  }

  private static boolean selects(Filter filter, Field field, Histogram.Range range) {
    long first = field.type() == FieldType.DATE ? Histogram.firstDay(range.first()) : range.first();
    long last = field.type() == FieldType.DATE ? Histogram.lastDay(range.last()) : range.last();
    return !filter.negated()
        && filter.values().stream()
            .anyMatch(
                value ->
                    value instanceof Filter.LongRange asked
                        && asked.min() <= last
                        && asked.max() >= first);
  }
}
