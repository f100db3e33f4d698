package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text with marked words becomes HTML in which nothing else is markup. */
class MarkupTest {

  @Property(tries = 200)
  void aTextIsEscapedAndNothingElse(@ForAll String text) {
    assertThat(Markup.of(text).html())
        .doesNotContain("<", ">", "\"", "'")
        .satisfies(
            html ->
                assertThat(
                        html.replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&"))
                    .isEqualTo(text));
  }

  @Test
  void marksAreKeptWhereTheTextHasThem() {
    String text = "Graphs & trees: a graph of graphs.";
    List<String> passages = List.of("a <mark>graph</mark> of", "<mark>graphs</mark>.");

    assertThat(Markup.marked(text, passages).html())
        .isEqualTo("Graphs &amp; trees: a <mark>graph</mark> of <mark>graphs</mark>.");
    assertThat(Markup.passages(text, passages).html())
        .isEqualTo("… a <mark>graph</mark> of <mark>graphs</mark>.");
    assertThat(Markup.whole(text, List.of("<mark>Graphs</mark> &amp; trees")).html())
        .isEqualTo("<mark>Graphs</mark> &amp; trees");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<mark onclick=alert(1)>word</mark>",
        "a &lt <mark>b</mark> \" onload=x",
        "<mark><img src=x></mark>",
        "&#x3c;script&#x3e;"
      })
  void aHighlightThatHoldsMoreThanMarksIsNotShown(String highlight) {
    assertThat(Markup.whole("plain <b>", List.of(highlight)).html()).isEqualTo("plain &lt;b&gt;");
    assertThat(Markup.marked("plain", List.of(highlight)).html()).isEqualTo("plain");
    assertThat(Markup.passages("plain", List.of(highlight)).html()).isEqualTo("…");
  }
}
