package io.github.hnswsearch.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of parts in the place of a file of embeddings. */
final class EmbeddingFolderTest {
  @TempDir private Path folder;

  private void state(String progress, int parts) throws IOException {
    Files.writeString(folder.resolve("progress.json"), progress);
    for (int part = 0; part < parts; part++) {
      Files.writeString(folder.resolve(EmbeddingFolder.partName(part)), "");
    }
  }

  @Test
  void partsAreSortedByTheirNames() {
    List<String> names =
        List.of(
            EmbeddingFolder.partName(9),
            EmbeddingFolder.partName(10),
            EmbeddingFolder.partName(99));
    assertThat(names).isSorted().allMatch(EmbeddingFolder::isPartName);
    assertThat(EmbeddingFolder.isPartName("part-1.h5")).isFalse();
  }

  @Test
  void aWholeFolderIsReadInOrder() throws IOException {
    state("{\"finished\": true, \"parts\": 2}", 2);
    assertThat(EmbeddingParts.of(List.of(folder)))
        .containsExactly(folder.resolve("part-00000.h5"), folder.resolve("part-00001.h5"));
  }

  @Test
  void anUnfinishedFolderIsRefusedWithWhatToDo() throws IOException {
    state("{\"finished\": false, \"parts\": 2}", 2);
    assertThatThrownBy(() -> EmbeddingParts.of(List.of(folder)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining("Run the same embed command again");
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    state("{\"finished\": true, \"parts\": 3}", 2);
    assertThatThrownBy(() -> EmbeddingParts.of(List.of(folder)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected 3 parts, found none called part-00002.h5");
  }

  @Test
  void aStateThatCannotBeReadIsRefused() throws IOException {
    state("{", 1);
    assertThatThrownBy(() -> EmbeddingParts.of(List.of(folder)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("embed again with --restart");
  }

  @Test
  void aFolderFromElsewhereIsTakenAsItIs() throws IOException {
    Files.writeString(folder.resolve("x.hdf5"), "");
    assertThatCode(() -> EmbeddingFolder.requireWhole(folder)).doesNotThrowAnyException();
    assertThat(EmbeddingParts.of(List.of(folder))).containsExactly(folder.resolve("x.hdf5"));
  }
}
