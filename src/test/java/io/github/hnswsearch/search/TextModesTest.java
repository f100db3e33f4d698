package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A text is searched in the modes that its collection has, and in no other. */
class TextModesTest {
  private static final TextOnly ENCODER = new TextOnly(Papers.encoder("abc"));
  private static final Schema WORDLESS = new Schema(List.of(new Field("year", FieldType.LONG)));

  @Test
  void fieldsOfTextAndAnEncoderAllowAllModes() throws IOException {
    TextModes modes = TextModes.of(Papers.SCHEMA, ENCODER);
    assertThat(modes.available()).containsExactlyInAnyOrder(SearchMode.values());
    for (SearchMode mode : SearchMode.values()) {
      assertThatCode(() -> modes.require(text("dust", mode))).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"KEYWORD", "HYBRID"})
  void withoutFieldsOfTextOnlyMeaningIsSearched(SearchMode mode) throws IOException {
    TextModes modes = TextModes.of(WORDLESS, ENCODER);
    assertThat(modes.available()).containsExactly(SearchMode.VECTOR);
    assertThatThrownBy(() -> modes.require(text("dust", mode)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "mode: expected vector, as this collection has no other mode for texts, found %s."
                + " There are no fields of text to find words in.",
            mode.text());
  }

  @ParameterizedTest
  @EnumSource(names = {"VECTOR", "HYBRID"})
  void withoutAnEncoderOnlyWordsAreSearchedAndTheErrorSaysWhatIsMissing(SearchMode mode)
      throws IOException {
    TextModes modes = TextModes.of(Papers.SCHEMA, TextOnly.NONE);
    assertThat(modes.available()).containsExactly(SearchMode.KEYWORD);
    assertThatThrownBy(() -> modes.require(text("dust", mode)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("mode: expected keyword, ")
        .hasMessageContainingAll("found " + mode.text(), "expected files, found none");
  }

  @Test
  void anEncoderThatCannotBeUsedIsNamedWithoutAPlaceOfTheMachine() throws IOException {
    BadInputException secret =
        new BadInputException("/home/a/model.pt", "expected 5 bytes", "Pull");
    UnavailableEncoderException unavailable = UnavailableEncoderException.of("words", secret);
    TextModes modes = new TextModes(List.of(SearchMode.KEYWORD), unavailable);
    assertThatThrownBy(() -> modes.require(text("dust", SearchMode.VECTOR)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("encoder words: ", "./hnsw-search models list", "log")
        .hasMessageNotContaining("/home")
        .hasCause(unavailable);
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void withNeitherTheErrorNamesOtherWaysToSearch(SearchMode mode) throws IOException {
    TextModes modes = TextModes.of(WORDLESS, TextOnly.NONE);
    assertThat(modes.available()).isEmpty();
    assertThatThrownBy(() -> modes.require(text("dust", mode)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("a query by vector or id");
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void blankTextsBrowseInAnyMode(SearchMode mode) throws IOException {
    TextModes modes = TextModes.of(WORDLESS, TextOnly.NONE);
    assertThatCode(() -> modes.require(text(" ", mode))).doesNotThrowAnyException();
  }

  private static SearchRequest text(String text, SearchMode mode) {
    return Search.text(text, mode).request();
  }
}
