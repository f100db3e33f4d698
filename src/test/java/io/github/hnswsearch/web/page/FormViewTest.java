package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormViewTest {
  @Test
  void theBoxAsksForADescriptionWhereTextsAreSearched() {
    assertThat(form("keyword").prompt()).isEqualTo("Describe what you are looking for");
  }

  @Test
  void theBoxOfACollectionWithoutTextsAndEncoderSaysSo() {
    assertThat(form().prompt()).contains("no texts");
    assertThat(form().modes()).isEmpty();
  }

  private static FormView form(String... modes) {
    return FormView.of(SearchState.search("rows", ""), SearchMode.VECTOR, searchedBy(modes));
  }

  private static CollectionInfo searchedBy(String... modes) {
    return new CollectionInfo(
        "rows",
        null,
        100,
        8,
        null,
        List.of(modes),
        false,
        List.of(),
        Map.of(),
        16,
        100,
        "none",
        10,
        1000,
        "g",
        "2026-01-01T00:00:00Z",
        Map.of(),
        List.of(),
        null,
        List.of());
  }
}
