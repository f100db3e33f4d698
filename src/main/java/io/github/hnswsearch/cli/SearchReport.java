package io.github.hnswsearch.cli;

import io.github.hnswsearch.search.Facets;
import io.github.hnswsearch.search.SearchMode;
import io.github.hnswsearch.search.SearchResponse;
import io.github.hnswsearch.search.SearchResponse.Hit;
import io.github.hnswsearch.search.SearchResponse.Total;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints responses for people: results to one stream, warnings to another. */
final class SearchReport {
  private static final String INDENT = "      ";

  private final PrintStream out;
  private final PrintStream err;
  private final String dot;

  SearchReport(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.dot = out.charset().newEncoder().canEncode('·') ? " · " : " | ";
  }

  /** Prints the response to one of several queries, which it names. */
  void printNamed(SearchResponse response) {
    out.printf("\"%s\"%n", printable(response.query()));
    print(response);
  }

  /** Prints a response. */
  void print(SearchResponse response) {
    out.println(String.join(dot, found(response), response.mode(), timing(response.took())));
    response.warnings().forEach(warning -> err.println("note: " + printable(warning)));
    response.hits().forEach(hit -> print(hit, response.mode()));
    if (response.facets() != null) {
      print(response.facets());
    }
    out.println();
  }

  private void print(Hit hit, String mode) {
    out.printf("%n%4d  %s%n", hit.rank(), printable(hit.text("title").orElse(hit.id())));
    List<String> facts = new ArrayList<>();
    if (hit.similarity() != null) {
      facts.add(decimal("similarity %.3f", hit.similarity()));
    }
    // By vectors alone the score is the similarity; ranks that are joined differ late.
    if (mode.equals(SearchMode.KEYWORD.text())) {
      facts.add(decimal("score %.3f", hit.score()));
    } else if (mode.equals(SearchMode.HYBRID.text())) {
      facts.add(decimal("score %.5f", hit.score()));
    }
    facts.add(printable(hit.id()));
    facts.add(printable(hit.url()));
    out.println(INDENT + String.join(dot, facts));
    if (hit.duplicates() != null) {
      int count = hit.duplicates().size();
      out.printf(
          "%sand %s%n", INDENT, count == 1 ? "1 near-duplicate" : count + " near-duplicates");
    }
    if (hit.explanation() != null) {
      out.println(INDENT + printable(hit.explanation().summary()));
    }
  }

  private static String found(SearchResponse response) {
    List<Hit> hits = response.hits();
    Total total = response.total();
    if (total.value() == 0) {
      return "nothing found";
    }
    String all =
        String.format(
            Locale.ROOT, "%,d %s", total.value(), total.value() == 1 ? "result" : "results");
    if (total.relation().equals(Total.AT_LEAST)) {
      all = "at least " + all;
    } else if (total.relation().equals(Total.TOP_K)) {
      // How many more there are is not known, nor meant: everything is near to some degree.
      all = "the best " + all;
    }
    if (hits.isEmpty()) {
      return "none of " + all;
    }
    int first = hits.getFirst().rank();
    int last = hits.getLast().rank();
    if (first > 1) {
      return "%d to %d of %s".formatted(first, last, all);
    }
    return last == total.value() && !total.relation().equals(Total.AT_LEAST)
        ? all
        : "%d of %s".formatted(last, all);
  }

  private static String timing(SearchResponse.Took took) {
    String total = decimal("%.1f ms", took.total());
    return took.embed() == 0
        ? total
        : total + decimal(" (embed %.1f, ", took.embed()) + decimal("search %.1f)", took.search());
  }

  private void print(Facets facets) {
    out.printf(Locale.ROOT, "%n%,d items pass the filters%n", facets.items());
    for (Facets.FieldFacet facet : facets.fields()) {
      String values =
          facet.buckets().stream()
              .map(bucket -> printable(bucket.value()) + " " + bucket.count())
              .collect(Collectors.joining(", "));
      String others = facet.other() > 0 ? ", and " + facet.other() + " more" : "";
      out.println(INDENT + facet.field() + ": " + values + others);
    }
  }

  /** Metadata comes from anywhere; what steers a terminal is not passed on to it. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String decimal(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
