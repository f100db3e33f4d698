package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.record.UnitVector;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Where the words of a query occur, as HTML that can be shown as it is. */
class HighlightsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("title", FieldType.TEXT),
              new Field("abstract", FieldType.TEXT),
              new Field("author", FieldType.NAME),
              new Field("category", FieldType.CATEGORY)));

  private static Path folder;
  private static CollectionReader reader;

  @BeforeContainer
  static void build() throws IOException, UnitVector.DefectException {
    folder = Files.createTempDirectory("highlights");
    reader =
        Indexes.build(
            folder,
            SCHEMA,
            List.of(
                new Item(
                    "a",
                    "",
                    UnitVector.of(new float[] {1, 0}),
                    new Metadata(Map.of("title", List.of("graphs"))))));
  }

  @AfterContainer
  static void close() throws IOException {
    reader.close();
    DurableFiles.deleteTree(folder);
  }

  @Example
  void aTitleIsWholeAndItsWordsAreMarked() throws IOException {
    assertThat(highlights("graph networks", Map.of("title", "On Graphs and the Network of Graphs")))
        .containsOnly(
            Map.entry(
                "title",
                List.of(
                    "On <mark>Graphs</mark> and the <mark>Network</mark> of <mark>Graphs</mark>")));
  }

  @Example
  void everyCharacterThatHtmlReadsIsEscapedBeforeWordsAreMarked() throws IOException {
    assertThat(
            highlights(
                "graph",
                Map.of("title", "<script>alert('graph')</script> \"graph\" & <mark>graph</mark>")))
        .containsOnly(
            Map.entry(
                "title",
                List.of(
                    "&lt;script&gt;alert(&#39;<mark>graph</mark>&#39;)&lt;/script&gt;"
                        + " &quot;<mark>graph</mark>&quot; &amp;"
                        + " &lt;mark&gt;<mark>graph</mark>&lt;/mark&gt;")));
  }

  @Example
  void formulasStayWholeAndUnmarked() throws IOException {
    assertThat(
            highlights(
                "alpha decay", Map.of("title", "Decay of $\\alpha < \\beta$ and alpha rays")))
        .containsOnly(
            Map.entry(
                "title",
                List.of(
                    "<mark>Decay</mark> of $\\alpha &lt; \\beta$ and <mark>alpha</mark> rays")));
  }

  @Example
  void formulasOfEveryKindStayWholeAndUnmarked() throws IOException {
    for (String formula :
        List.of(
            "\\begin{equation} E = mc^2 graph \\end{equation}",
            "\\begin{align*}[graph] a &= graph \\\\[2pt] b \\text{graph} \\end{align*}",
            "\\begin{eqnarray}\n graph \n\\end{eqnarray}",
            "\\[ graph \\]",
            "\\( graph \\)",
            "$$ graph $$")) {
      assertThat(title("graph", "A graph " + formula + " and graph"))
          .isEqualTo(
              "A <mark>graph</mark> " + formula.replace("&", "&amp;") + " and <mark>graph</mark>");
    }
  }

  @Example
  void anEquationIsNotCutByAPassage() throws IOException {
    String equation = "\\begin{gather} a. B < c. D \\end{gather}";
    String text =
        "Graphs have " + equation + " as law. " + "Nothing else is said here. ".repeat(20);

    assertThat(highlights("graphs", Map.of("abstract", text)).get("abstract"))
        .singleElement()
        .asString()
        .startsWith("<mark>Graphs</mark> have " + equation.replace("<", "&lt;"));
  }

  @Example
  void withinTextCommandsWordsAloneAreMarked() throws IOException {
    assertThat(title("graph", "A \\textbf{graph} is {G}raph, \\emph{a graph network}."))
        .isEqualTo(
            "A \\textbf{<mark>graph</mark>} is {<mark>G</mark>}<mark>raph</mark>,"
                + " \\emph{a <mark>graph</mark> network}.");
    assertThat(title("\"graph network\"", "\\emph{graph} network of \\emph{graph network}s"))
        .startsWith(
            "\\emph{<mark>graph</mark>} <mark>network</mark> of \\emph{<mark>graph network");
  }

  @Example
  void namesOfCommandsAndReferencesAreNotMarked() throws IOException {
    assertThat(title("graph", "The \\graph of \\cite[see graph]{graph} and \\begin{graph} graph"))
        .isEqualTo("The \\graph of \\cite[see graph]{graph} and \\begin{graph} <mark>graph</mark>");
  }

  @Example
  void anAccentIsNotTakenFromItsLetter() throws IOException {
    assertThat(title("poincare", "Poincar\\'e maps"))
        .isEqualTo("<mark>Poincar</mark>\\&#39;e maps");
    assertThat(title("schrodinger", "Schr\\\"{o}dinger"))
        .isEqualTo("<mark>Schr</mark>\\&quot;{o}<mark>dinger</mark>");
  }

  @Example
  void ofLongTextsThereAreAFewPassagesInTheOrderOfTheText() throws IOException {
    String filler = "Nothing of interest is said in this sentence at all. ";
    String text =
        "First come graphs. " + filler.repeat(9) + "Then robots. " + filler.repeat(9) + "Graphs.";

    List<String> passages = highlights("graph robot", Map.of("abstract", text)).get("abstract");

    assertThat(passages)
        .containsExactly(
            "First come <mark>graphs</mark>.", "Then <mark>robots</mark>.", "<mark>Graphs</mark>.");
  }

  @Example
  void aPassageDoesNotEndWithinAFormula() throws IOException {
    String text =
        "Graphs of order $n. M < 3$ are drawn. " + "Nothing else is said here. ".repeat(20);

    assertThat(highlights("graphs", Map.of("abstract", text)).get("abstract"))
        .singleElement()
        .asString()
        .startsWith("<mark>Graphs</mark> of order $n. M &lt; 3$");
  }

  @Example
  void ofSeveralNamesThoseThatMatchAreShown() throws IOException {
    assertThat(
            highlights("author:hinton", Map.of("author", List.of("Geoffrey Hinton", "Yann LeCun"))))
        .containsOnly(Map.entry("author", List.of("Geoffrey <mark>Hinton</mark>")));
  }

  @Example
  void aWordThatIsAskedForInOneFieldIsMarkedThereAlone() throws IOException {
    assertThat(
            highlights(
                "title:graphs",
                Map.of("title", "Graphs", "abstract", "Graphs are everywhere, says the text.")))
        .containsOnlyKeys("title");
  }

  @Example
  void phrasesPrefixesAndAccentsAreFoundAsTheSearchFindsThem() throws IOException {
    assertThat(highlights("\"neural network\"", Map.of("title", "A neural network, a network")))
        .containsEntry("title", List.of("A <mark>neural network</mark>, a network"));
    assertThat(highlights("rob*", Map.of("title", "Robots and robes")))
        .containsEntry("title", List.of("<mark>Robots</mark> and <mark>robes</mark>"));
    assertThat(highlights("poincare", Map.of("title", "Poincaré maps")))
        .containsEntry("title", List.of("<mark>Poincaré</mark> maps"));
  }

  @Example
  void aTextWithoutTheWordsIsAbsent() throws IOException {
    assertThat(highlights("robot", Map.of("title", "Graphs", "category", List.of("robot"))))
        .isEmpty();
    assertThat(highlights("", Map.of("title", "Graphs"))).isEmpty();
    assertThat(highlights("the", Map.of("title", "the"))).isEmpty();
  }

  @Property(tries = 400)
  void withoutItsMarksAHighlightIsAPartOfTheText(@ForAll("texts") String text) throws IOException {
    Map<String, List<String>> highlights =
        highlights("graph robot \"neural network\"", Map.of("title", text, "abstract", text));

    for (List<String> passages : highlights.values()) {
      for (String passage : passages) {
        String escaped = passage.replace("<mark>", "").replace("</mark>", "");
        assertThat(escaped).doesNotContain("<", ">", "\"", "'");
        assertThat(text).contains(unescaped(escaped));
        assertThat(marked(passage))
            .allSatisfy(mark -> assertThat(mark).isNotBlank().doesNotContain("{", "}", "\\", "$"));
        assertThat(passage.split("<mark>", -1)).hasSameSizeAs(passage.split("</mark>", -1));
      }
    }
  }

  private static Map<String, List<String>> highlights(String query, Map<String, Object> fields)
      throws IOException {
    return reader.words(query).highlights(new Document("x", "", fields));
  }

  private static String title(String query, String title) throws IOException {
    return highlights(query, Map.of("title", title)).get("title").getFirst();
  }

  private static List<String> marked(String passage) {
    return Pattern.compile("<mark>(.*?)</mark>", Pattern.DOTALL)
        .matcher(passage)
        .results()
        .map(mark -> mark.group(1))
        .toList();
  }

  private static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "graph",
            "robots",
            " ",
            "<",
            ">",
            "&",
            "\"",
            "'",
            "$",
            "\\alpha",
            "\\",
            "\\graph",
            "\\'",
            "\\textbf{",
            "\\begin{align}",
            "\\end{align}",
            "\\[",
            "\\]",
            ". ",
            "<mark>",
            "</mark>",
            "neural network",
            "x",
            "\u202e",
            "\ud83d\ude00",
            "{",
            "}",
            "\n",
            "é",
            "&lt;")
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }
}
