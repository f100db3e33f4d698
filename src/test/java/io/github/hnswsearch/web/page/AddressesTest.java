package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.search.FilterText;
import io.github.hnswsearch.search.FilterText.Years;
import io.github.hnswsearch.search.InvalidRequestException;
import io.github.hnswsearch.search.SearchMode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in addresses: states, filters, and where papers are. */
class AddressesTest {

  @Property(tries = 300)
  void theAddressOfAStateIsReadBackAsThatState(@ForAll("states") SearchState state) {
    URI uri = URI.create(state.url());

    Map<String, List<String>> parameters = parameters(uri.getRawQuery());
    boolean examples = uri.getPath().endsWith("/examples");

    SearchForm form =
        SearchForm.read("papers", examples ? SearchForm.examples(parameters) : null, parameters);

    assertThat(form.state()).isEqualTo(state);
    assertThat(form.tidy()).isTrue();
  }

  @Property(tries = 100)
  void theAddressOfResultsForAFileKeepsAllButItsName(@ForAll("states") SearchState state) {
    Subject.Upload file = new Subject.Upload("0123456789abcdef".repeat(2), "a name.pdf");
    SearchState sent =
        new SearchState(
            "papers",
            file,
            null,
            state.filters(),
            state.sort(),
            state.page(),
            state.size(),
            state.depth(),
            state.generation());
    URI uri = URI.create(sent.url());

    SearchForm form = SearchForm.read("papers", file, parameters(uri.getRawQuery()));

    assertThat(uri.getPath()).isEqualTo("/c/papers/file/" + file.digest());
    assertThat(sent.url()).doesNotContain("name");
    assertThat(form.state()).isEqualTo(sent);
    assertThat(form.tidy()).isTrue();
  }

  @Test
  void theFormBelowAFileGoesOnWithItUnlessATextIsTyped() {
    String digest = "0123456789abcdef".repeat(2);

    SearchForm filtered =
        SearchForm.read(
            "papers", null, Map.of("file", List.of(digest), "add", List.of("year:2015")));
    SearchForm typed =
        SearchForm.read("papers", null, Map.of("file", List.of(digest), "q", List.of("dust")));

    assertThat(filtered.state().url()).isEqualTo("/c/papers/file/" + digest + "?filter=year:2015");
    assertThat(filtered.tidy()).isFalse();
    assertThat(typed.state().url()).isEqualTo("/c/papers?q=dust");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF", "../../../../../../etc/passwd"})
  void whatIsNoDigestNamesNoFile(String digest) {
    assertThatThrownBy(() -> new Subject.Upload(digest, ""))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Choose the file again");
  }

  @Provide
  Arbitrary<SearchState> states() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12).map(String::strip);
    Arbitrary<String> filters = texts.filter(text -> !text.isEmpty());
    Arbitrary<Subject> subjects = Arbitraries.oneOf(texts.map(Subject.Text::new), examples(texts));
    return Combinators.combine(
            subjects,
            Arbitraries.of(SearchMode.class).injectNull(0.3),
            filters.list().uniqueElements().ofMaxSize(3),
            Arbitraries.of("date:desc", "year:asc").injectNull(0.5),
            Arbitraries.integers().between(1, 1000),
            Arbitraries.of(SearchState.SIZES),
            Arbitraries.integers().between(1, 10_000),
            Arbitraries.of("20261127T093000.000Z").injectNull(0.5))
        .as(
            (subject, mode, chosen, sort, page, size, depth, generation) ->
                new SearchState(
                    "papers",
                    subject,
                    subject instanceof Subject.Text ? mode : null,
                    chosen,
                    sort,
                    page,
                    size,
                    depth,
                    generation));
  }

  private static Arbitrary<Subject> examples(Arbitrary<String> texts) {
    Arbitrary<List<String>> ids =
        Arbitraries.of("1706.03762", "hep-th_9711200", "a b", "1603.09320")
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(3);
    return Combinators.combine(texts, ids, ids).as(Subject.Examples::new);
  }

  @Test
  void anItemIsAnExampleForOrAgainstAndNotBoth() {
    SearchState state = SearchState.search("papers", "graph").more("a").more("b").less("a");

    assertThat(state.subject())
        .isEqualTo(new Subject.Examples("graph", List.of("b"), List.of("a")));
    assertThat(state.towards(state.examples().without("a").without("b")))
        .isEqualTo(SearchState.search("papers", "graph"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cs.LG           | category:cs.LG
          cond-mat        | category:cond-mat
          2017            | category:2017
          Hinton          | category:Hinton
          Geoffrey Hinton | category:"Geoffrey Hinton"
          1..2            | category:"1..2"
          a:b             | category:"a:b"
          (a,b)           | category:"(a,b)"
          say "hi" \\      | category:"say \\"hi\\" \\\\"
          """)
  void aFilterIsQuotedWhereItsSyntaxNeedsIt(String value, String filter) {
    assertThat(FilterText.equal("category", value)).isEqualTo(filter);
  }

  @ParameterizedTest
  @CsvSource({
    "year:2015..2020, 2015, 2020",
    "year:2020.., 2020, ''",
    "year:..1999, '', 1999",
    "year:2017, 2017, 2017"
  })
  void yearsAreReadFromAndWrittenAsAFilter(String filter, String from, String to) {
    assertThat(Years.parse(filter)).hasValue(new Years(from, to));
    assertThat(FilterText.between("year", from, to)).isEqualTo(filter);
  }

  @ParameterizedTest
  @CsvSource({"year:", "year:..", "-year:2017", "year:x", "title:2017", "year:20155"})
  void otherFiltersAreNotYears(String filter) {
    assertThat(Years.parse(filter)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/abs/1706.03762, 1706.03762",
    "http://arxiv.org/pdf/1706.03762v5.pdf, 1706.03762v5",
    "https://www.arxiv.org/pdf/0704.0001, 0704.0001",
    "https://arxiv.org/abs/hep-th/9711200, hep-th/9711200",
    "https://arxiv.org/pdf/math.GT/0309136v1, math.GT/0309136v1"
  })
  void arxivIdsAreFoundInAddresses(String url, String id) {
    assertThat(Links.arxivId(url)).hasValue(id);
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/list/cs.LG",
    "https://arxiv.org.elsewhere.example/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762\"><script>",
    "ftp://arxiv.org/abs/1706.03762"
  })
  void otherAddressesHaveNoArxivId(String url) {
    assertThat(Links.arxivId(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1103/PhysRevLett.116.061102, https://doi.org/10.1103/PhysRevLett.116.061102",
    "10.1002/(SICI)1097-0258<1::AID>3.0, https://doi.org/10.1002/(SICI)1097-0258%3C1::AID%3E3.0",
    "10.1000/a 10.1000/b, https://doi.org/10.1000/a"
  })
  void aDoiLeadsToItsResolver(String doi, String href) {
    assertThat(Links.doi(doi)).hasValue(href);
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    Stream.of(query == null ? new String[0] : query.split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair ->
                parameters
                    .computeIfAbsent(pair[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return parameters;
  }
}
