package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a descriptor names is taken, and nothing else. */
class DatasetNamesTest {

  private static EmbeddingFile open(String name, @Nullable String embeddings, @Nullable String id)
      throws IOException {
    return EmbeddingFile.open(new Fixture(name).path(), new DatasetNames(embeddings, id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pictures/embeddings", "/pictures/embeddings"})
  void namedEmbeddingsSettleWhichOfTwoGroupsIsMeant(String name) throws IOException {
    try (EmbeddingFile file = open("bad_two_groups", name, null)) {
      assertThat(file.next().ids()).hasSize(Fixture.ROWS);
    }
  }

  @Test
  void namedEmbeddingsSettleWhichOfTwoMatricesIsMeant() throws IOException {
    try (EmbeddingFile file = open("bad_two_matrices", "right", null)) {
      assertThat(file.rows()).isEqualTo(Fixture.ROWS);
    }
  }

  @Test
  void namedIdsSettleWhichOfTwoTextsIsMeant() throws IOException {
    try (EmbeddingFile file = open("bad_two_texts", null, "notes")) {
      assertThat(Fixture.ids(file)).startsWith(Fixture.url(0));
    }
  }

  @Test
  void namedIdsGoBeforeUsualOnes() throws IOException {
    try (EmbeddingFile file = open("ids_urls_before_others", null, "/ids")) {
      assertThat(Fixture.ids(file)).startsWith("0", "1");
    }
  }

  @Test
  void namedIdsMayLieInAnotherGroup() throws IOException {
    try (EmbeddingFile file = open("bad_two_groups", "papers/embeddings", "pictures/urls")) {
      assertThat(Fixture.ids(file)).hasSize(Fixture.ROWS);
    }
  }

  @Test
  void anotherDataSetOfAnAnnBenchmarksFileHasRowNumbersToo() throws IOException {
    try (EmbeddingFile file = open("ann_benchmarks", "test", null)) {
      assertThat(file.next().ids()).containsExactly("0", "1", "2", "3", "4");
    }
  }

  @Test
  void aNameBehindALinkIsFollowed() throws IOException {
    try (EmbeddingFile file = open("hard_link_cycle", "group/self/self/embeddings", null)) {
      assertThat(file.rows()).isEqualTo(Fixture.ROWS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contiguous | vectors | there is no data set /vectors; found /embeddings (40 x 8, float32)",
        "nested | a/b | there is no data set /a/b; found /readme",
        "contiguous | embeddings/more | there is no data set /embeddings/more",
        "soft_link_loop_beside | here | leads through more than 16 others",
        "soft_link_loop_beside | nowhere | there is no data set /nowhere",
        "soft_link_loop_beside | elsewhere | is a link into another file: other.h5:/embeddings"
      })
  void aNameThatLeadsNowhereIsRefused(String fixture, String name, String words) {
    assertThatThrownBy(() -> open(fixture, name, null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contiguous | embeddings | expected one id, URL or path a row, found 40 x 8, float32",
        "contiguous | missing | there is no data set /missing",
        "nested | a/c/urls | expected 40 ids, one for each row of /a/b/embeddings, found 3"
      })
  void namedIdsMustBeOneARow(String fixture, String name, String words) {
    assertThatThrownBy(() -> open(fixture, null, name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(words);
  }
}
