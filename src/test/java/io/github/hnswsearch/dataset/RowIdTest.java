package io.github.hnswsearch.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.record.SkipCause;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowIdTest {
  private static RowId.Usable usable(String text) {
    return (RowId.Usable) RowId.of(text, false);
  }

  @ParameterizedTest
  @CsvSource({
    "https://arxiv.org/abs/1706.03762v5, 1706.03762, https://arxiv.org/abs/1706.03762v5, false",
    "https://arxiv.org/pdf/1706.03762.pd, 1706.03762, https://arxiv.org/pdf/1706.03762.pdf, true",
    "math.GT/0309136, math_0309136, https://arxiv.org/abs/math/0309136, false",
    "1706.03762, 1706.03762, https://arxiv.org/abs/1706.03762, false",
  })
  void aPaperHasItsArxivIdAndAWholeUrl(String text, String id, String url, boolean repaired) {
    assertThat(usable(text)).isEqualTo(new RowId.Usable(id, id, url, repaired));
  }

  @Test
  void aUrlCutWithinItsIdIsUnusable() {
    assertThat(RowId.of("https://arxiv.org/pdf/astro-ph/06010", false))
        .isEqualTo(
            new RowId.Unusable(
                SkipCause.CUT_URL,
                "expected a whole arXiv id, found \"https://arxiv.org/pdf/astro-ph/06010\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void anEmptyIdIsMissing(String text) {
    assertThat(RowId.of(text, false))
        .isInstanceOfSatisfying(
            RowId.Unusable.class,
            unusable -> assertThat(unusable.cause()).isEqualTo(SkipCause.MISSING_ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "img_0001.jpg", "4fa8054781a4c382", "a.b-c_d"})
  void aShortSafeTextIsItsOwnId(String text) {
    assertThat(usable(text).itemId()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/b.jpg", "a b", "é", "https://example.org/a.jpg"})
  void anyOtherTextIsHashed(String text) {
    assertThat(usable(text).itemId()).matches("[0-9a-f]{16}");
    assertThat(usable(text).url()).isEqualTo(text);
  }

  @Test
  void theHashIsTheStartOfTheSha256OfTheText() {
    // printf 'a b' | sha256sum
    assertThat(usable("a b").itemId()).isEqualTo("c8687a08aa5d6ed2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4fa8054781a4c382",
        "train/4fa8054781a4c382.jpg",
        "https://example.org/train/4fa8054781a4c382.jpg"
      })
  void aPictureOfOpenImagesIsKnownByItsFileName(String text) {
    assertThat(RowId.of(text, true))
        .isEqualTo(new RowId.Usable("4fa8054781a4c382", "4fa8054781a4c382", text, false));
  }

  @Property
  void everyItemIdIsSafeInAUrlPath(@ForAll String text) {
    if (RowId.of(text, false) instanceof RowId.Usable row) {
      assertThat(row.itemId()).matches("[A-Za-z0-9._-]{1,64}").isNotIn(".", "..");
    }
  }
}
