package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowKeysTest {
  @Test
  void rowsWithTheSameKeyShareASlotAndAreRepeated() {
    RowKeys keys = new RowKeys(5);
    keys.add("a");
    keys.add("b");
    keys.add(null);
    keys.add("a");
    keys.add("a");

    assertThat(keys.slots()).isEqualTo(2);
    assertThat(keys.slot("a")).isEqualTo(keys.slotOfRow(3)).isEqualTo(keys.slotOfRow(0));
    assertThat(keys.slot("c")).isEqualTo(RowKeys.NO_SLOT);
    assertThat(keys.slotOfRow(2)).isEqualTo(RowKeys.NO_SLOT);
    assertThat(keys.repeated(0)).isTrue();
    assertThat(keys.repeated(1)).isFalse();
    assertThat(keys.repeated(2)).isFalse();
    assertThat(keys.repeatedRows()).isEqualTo(2);
  }

  @Test
  void keysThatDifferInOneCharacterDoNotMeet() {
    Set<Long> hashes = new HashSet<>();
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      hashes.add(KeyHash.of("https://img.example/" + i + ".jpg"));
    }
    assertThat(hashes).hasSize(count);
  }
}
