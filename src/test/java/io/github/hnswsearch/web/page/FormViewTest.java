package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchMode;
import java.util.List;
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
    CollectionInfo collection = CollectionFacts.of("rows", List.of(modes), false, 10, List.of());
    return FormView.of(SearchState.search("rows", ""), SearchMode.VECTOR, collection);
  }
}
