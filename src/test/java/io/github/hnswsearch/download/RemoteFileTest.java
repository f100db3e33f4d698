package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteFileTest {
  private static final URI ADDRESS = URI.create("https://example.org/model.pt");
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static RemoteFile file(String path, URI uri, long bytes, String sha256, String entry) {
    return new RemoteFile(
        path, uri, OptionalLong.of(bytes), Optional.of(sha256), Optional.of(entry));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pt", "onnx/text_model.onnx", "a b (1)/x=1+y.h5", ".hidden"})
  void aPathInsideTheFolderIsKept(String path) {
    Path folder = Path.of("models").toAbsolutePath();

    assertThat(RemoteFile.of(path, ADDRESS).in(folder)).isEqualTo(folder.resolve(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../up.pt",
        "a/../../up.pt",
        "a/..",
        ".",
        "a//b",
        "a/",
        "C:/x",
        "C:\\x",
        "a\\..\\b",
        "a\u0000b",
        "nul\n",
        "... ",
        "dots..."
      })
  void aPathThatMightLeaveTheFolderIsRefused(String path) {
    assertThatThrownBy(() -> RemoteFile.of(path, ADDRESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a relative path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "example.org/x", "https:/x"})
  void anAddressOutsideTheWebIsRefused(String uri) {
    assertThatThrownBy(() -> RemoteFile.of("x", URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://")
        .hasMessageContaining(uri);
  }

  @Test
  void aChecksumIsReadInEitherCase() {
    assertThat(file("x", ADDRESS, 3, DIGEST.toUpperCase(Locale.ROOT), "x").sha256())
        .contains(DIGEST);
  }

  @Test
  void aChecksumOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> file("x", ADDRESS, 3, DIGEST.substring(1), "x"))
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatThrownBy(() -> file("x", ADDRESS, -1, DIGEST, "x")).hasMessageContaining("\"-1\"");
  }

  @Test
  void anEmptyEntryIsRefused() {
    assertThatThrownBy(() -> file("x", ADDRESS, 3, DIGEST, " ")).hasMessageContaining("entry");
  }
}
