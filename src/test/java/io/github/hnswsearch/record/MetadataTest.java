package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
  @Test
  void aFieldWithoutAValueIsAbsent() {
    Metadata metadata = new Metadata(Map.of("title", List.of()));
    assertThat(metadata.values()).isEmpty();
    assertThat(metadata.all("title")).isEmpty();
    assertThat(metadata.first("title")).isEmpty();
  }

  @Test
  void valuesKeepTheirOrder() {
    Metadata metadata = new Metadata(Map.of("author", List.of("Bee", "Ant")));
    assertThat(metadata.all("author")).containsExactly("Bee", "Ant");
    assertThat(metadata.first("author")).contains("Bee");
  }

  @Test
  void whatItWasMadeOfMayChangeWithoutChangingIt() {
    List<String> titles = new ArrayList<>(List.of("one"));
    Map<String, List<String>> values = new LinkedHashMap<>(Map.of("title", titles));
    Metadata metadata = new Metadata(values);
    titles.add("two");
    values.clear();
    assertThat(metadata.all("title")).containsExactly("one");
    assertThatThrownBy(() -> metadata.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
