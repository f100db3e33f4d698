package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingInputsTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

  @TempDir private Path folder;

  private static InputKind kind(Path input, @Nullable InputKind wanted) throws IOException {
    return EmbeddingInputs.of(input, wanted, List.of("title")).kind();
  }

  private void document() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "words");
  }

  private void picture() throws IOException {
    Files.write(folder.resolve("b.txt"), PNG);
  }

  @Test
  void aFileHoldsPapers() throws IOException {
    document();
    assertThat(kind(folder.resolve("a.txt"), null)).isEqualTo(InputKind.PAPERS);
  }

  @Test
  void aFolderIsToldByTheContentOfItsFiles() throws IOException {
    picture();
    assertThat(kind(folder, null)).isEqualTo(InputKind.PICTURES);
  }

  @Test
  void aFolderOfBothMustBeSaidToBeOne() throws IOException {
    document();
    picture();
    assertThatThrownBy(() -> kind(folder, null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found 1 and 1 among 2 files. Say which to embed with --kind");
    assertThat(kind(folder, InputKind.PICTURES)).isEqualTo(InputKind.PICTURES);
    assertThat(kind(folder, InputKind.DOCUMENTS)).isEqualTo(InputKind.DOCUMENTS);
  }

  @Test
  void oneOfTheOtherKindAmongManyDoesNotMatter() throws IOException {
    document();
    for (int i = 0; i < 19; i++) {
      Files.write(folder.resolve(i + ".png"), PNG);
    }
    assertThat(kind(folder, null)).isEqualTo(InputKind.PICTURES);
  }

  @Test
  void aFolderOfNeitherIsRefused() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[] {0, 1});
    assertThatThrownBy(() -> kind(folder, null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found none in 1 files");
  }

  @Test
  void anInputThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> kind(folder.resolve("none"), null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no such file or folder");
  }

  @Test
  void aKindThatAFileOrFolderCannotBeIsRefused() throws IOException {
    document();
    assertThatThrownBy(() -> kind(folder, InputKind.PAPERS)).isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> kind(folder.resolve("a.txt"), InputKind.DOCUMENTS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Name its folder");
  }
}
