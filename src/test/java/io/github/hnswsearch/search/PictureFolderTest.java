package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureFolderTest {
  @TempDir private Path root;
  private PictureFolder pictures;

  @BeforeEach
  void onePictureInsideAndOneOutside() throws IOException {
    Files.createDirectories(root.resolve("pictures/2020"));
    Files.writeString(root.resolve("pictures/2020/boat.jpg"), "boat");
    Files.writeString(root.resolve("secret.jpg"), "secret");
    pictures = new PictureFolder(root.resolve("pictures"));
  }

  @Test
  void aPathBelowTheFolderIsFoundRelativeOrAbsolute() throws IOException {
    Path boat = root.resolve("pictures/2020/boat.jpg");

    assertThat(pictures.find("2020/boat.jpg")).contains(boat.toRealPath());
    assertThat(pictures.find(boat.toString())).contains(boat.toRealPath());
    assertThat(pictures.find("2020/../2020/boat.jpg")).contains(boat.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.jpg",
        "2020/../../secret.jpg",
        "/etc/passwd",
        "2020",
        "",
        "missing.jpg",
        "https://example.org/boat.jpg",
        "a\0b"
      })
  void nothingElseIsFound(String path) throws IOException {
    assertThat(pictures.find(path)).isEmpty();
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("pictures/link.jpg"), root.resolve("secret.jpg"));

    assertThat(pictures.find("link.jpg")).isEmpty();
  }

  @Test
  void aFolderThatHasGoneHoldsNothing() throws IOException {
    assertThat(new PictureFolder(root.resolve("gone")).find("boat.jpg")).isEmpty();
  }
}
