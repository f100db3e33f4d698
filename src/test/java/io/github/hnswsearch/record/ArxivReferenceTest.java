package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.ArxivReference.CutShort;
import io.github.hnswsearch.record.ArxivReference.None;
import io.github.hnswsearch.record.ArxivReference.Repairable;
import io.github.hnswsearch.record.ArxivReference.Whole;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArxivReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/pdf/1712.09404.pdf, 1712.09404",
    "https://arxiv.org/pdf/1712.09404v3.pdf, 1712.09404",
    "http://arxiv.org/abs/0704.0001, 0704.0001",
    "HTTP://www.ArXiv.org/abs/0704.0001v12, 0704.0001",
    "https://export.arxiv.org/abs/math/0309136, math/0309136",
    "https://arxiv.org/abs/math.GT/0309136v2, math/0309136",
    "https://arxiv.org/pdf/astro-ph/0601001.pdf, astro-ph/0601001",
    "https://arxiv.org/html/2401.00001v1, 2401.00001",
    "https://arxiv.org/abs/0704.0001/, 0704.0001",
    "https://arxiv.org/pdf/0704.0001.pdf?download=1#page=2, 0704.0001",
    "arxiv.org/abs/1501.00001, 1501.00001",
    "http://xxx.lanl.gov/abs/hep-th/9901001, hep-th/9901001",
    "arXiv:1706.03762v5, 1706.03762",
    "arxiv: 1706.03762, 1706.03762",
    "1706.03762, 1706.03762",
    "1706.03762v2, 1706.03762",
    "1706.03762.pdf, 1706.03762",
    "math.GT/0309136, math/0309136",
    "cond-mat.str-el/0601001, cond-mat/0601001",
  })
  void aPaperIsKnownInEveryUsualForm(String text, String id) {
    assertThat(ArxivReference.parse(text)).isEqualTo(new Whole(new ArxivId(id)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/pdf/1712.09404.pd, 1712.09404",
    "https://arxiv.org/pdf/1712.09404.p, 1712.09404",
    "https://arxiv.org/pdf/1712.09404., 1712.09404",
    "https://arxiv.org/pdf/1712.09404, 1712.09404",
    "https://arxiv.org/pdf/1712.09404v, 1712.09404",
    "https://arxiv.org/pdf/1712.09404v1.p, 1712.09404",
    "https://arxiv.org/pdf/math/0309136., math/0309136",
  })
  void aUrlCutBehindItsIdIsRepairable(String text, String id) {
    assertThat(ArxivReference.parse(text)).isEqualTo(new Repairable(new ArxivId(id)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://arxiv.org/pdf/astro-ph/06010",
        "https://arxiv.org/pdf/astro-ph/",
        "https://arxiv.org/pdf/hep-th/990100",
        "https://arxiv.org/pdf/cond-ma",
        "https://arxiv.org/pdf/1712.0940",
        "https://arxiv.org/pdf/1712.",
        "https://arxiv.org/pdf/171",
        "https://arxiv.org/pdf/",
        "https://arxiv.org/abs/0704.000",
        "arXiv:1712.094",
      })
  void aUrlCutWithinItsIdIsBeyondRepair(String text) {
    assertThat(ArxivReference.parse(text)).isEqualTo(new CutShort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://example.org/pdf/1712.09404.pdf",
        "https://notarxiv.org/abs/1712.09404",
        "https://arxiv.org/list/cs.LG/recent",
        "https://arxiv.org/abs/1712.0940444",
        "https://arxiv.org/abs/1712.09404/extra",
        "https://arxiv.org/abs/nowhere/0309136",
        "1712.0940",
        "1713.09404",
        "0612.0001",
        "1501.0001",
        "1412.00001",
        "math/030913",
        "math/0309136.jpg",
        "images/0309136",
        "math/0313136",
      })
  void otherTextsAreNoPapers(String text) {
    assertThat(ArxivReference.parse(text)).isEqualTo(new None());
  }

  @Property
  void everyFormOfAnIdLeadsToIt(@ForAll("ids") String id, @ForAll("forms") String form) {
    assertThat(ArxivReference.parse(form.formatted(id))).isEqualTo(new Whole(new ArxivId(id)));
  }

  @Property
  void aCutPdfUrlLeadsToItsPaperOrToNone(@ForAll("ids") String id, @ForAll("cuts") int cut) {
    String url = new ArxivId(id).pdfUrl();
    String left = url.substring(0, url.length() - cut);
    boolean idIsWhole = cut <= ".pdf".length();
    assertThat(ArxivReference.parse(left))
        .isEqualTo(idIsWhole ? new Repairable(new ArxivId(id)) : new CutShort());
  }

  @Property
  void anyTextHasAnAnswer(@ForAll String text) {
    assertThat(ArxivReference.parse(text)).isNotNull();
    assertThat(ArxivReference.parse("https://arxiv.org/pdf/" + text)).isNotNull();
  }

  @Property
  void theUrlsOfAnIdLeadBackToIt(@ForAll("ids") String text) {
    ArxivId id = new ArxivId(text);
    assertThat(ArxivReference.parse(id.abstractUrl())).isEqualTo(new Whole(id));
    assertThat(ArxivReference.parse(id.pdfUrl())).isEqualTo(new Whole(id));
    assertThat(id.itemId()).matches("[A-Za-z0-9._-]+");
  }

  @Provide
  Arbitrary<String> ids() {
    Arbitrary<Integer> months = Arbitraries.integers().between(1, 12);
    Arbitrary<String> four =
        Combinators.combine(
                Arbitraries.integers().between(8, 14),
                months,
                Arbitraries.integers().between(0, 9999))
            .as("%02d%02d.%04d"::formatted);
    Arbitrary<String> five =
        Combinators.combine(
                Arbitraries.integers().between(15, 99),
                months,
                Arbitraries.integers().between(0, 99_999))
            .as("%02d%02d.%05d"::formatted);
    Arbitrary<String> old =
        Combinators.combine(
                Arbitraries.of("astro-ph", "cs", "math", "hep-th", "q-bio", "cmp-lg"),
                Arbitraries.of(91, 99, 0, 6),
                months,
                Arbitraries.integers().between(0, 999))
            .as("%s/%02d%02d%03d"::formatted);
    return Arbitraries.oneOf(four, five, old);
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of(
        "%s",
        "%sv3",
        "arXiv:%s",
        "http://arxiv.org/abs/%s",
        "https://export.arxiv.org/abs/%sv11",
        "https://arxiv.org/pdf/%sv2.pdf",
        " https://arxiv.org/pdf/%s.pdf\n");
  }

  /** The last digits of an id are the shortest cut that loses it; 8 stays behind its start. */
  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 8);
  }
}
