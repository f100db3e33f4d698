package io.github.hnswsearch.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "papers", "arxiv-2024_v2", "2024", "0_"})
  void lettersDigitsHyphenAndUnderscoreAreValid(String name) throws BadInputException {
    assertThat(CollectionName.check("--collection", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "_a", "A", "a b", "a/b", "..", "a.b", "é", "a\n"})
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> CollectionName.check("--collection", name))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--collection: expected a collection name");
  }

  @Test
  void sixtyFourCharactersAreTheMost() throws BadInputException {
    assertThat(CollectionName.check("C", "a".repeat(64))).hasSize(64);
    assertThatThrownBy(() -> CollectionName.check("C", "a".repeat(65)))
        .isInstanceOf(BadInputException.class);
  }
}
