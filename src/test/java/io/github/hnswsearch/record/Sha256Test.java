package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Sha256Test {
  /** Of the three letters abc, in FIPS 180-4. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void theDigitsAreThoseOfTheStandard() {
    assertThat(new Sha256().add(bytes("abc")).hex()).isEqualTo(ABC);
    assertThat(new Sha256().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void filesAndBytesCountInTheOrderInWhichTheyAreAdded() throws IOException {
    Path a = Files.writeString(folder.resolve("a"), "a");
    Path empty = Files.createFile(folder.resolve("empty"));
    Path c = Files.writeString(folder.resolve("c"), "c");

    Sha256 content = new Sha256().add(a).add(empty).add(bytes("b")).add(c);

    assertThat(content.bytes()).isEqualTo(3);
    assertThat(content.hex()).isEqualTo(ABC);
  }

  @Test
  void aFileOfSeveralBuffersCountsWhole() throws IOException {
    byte[] large = new byte[(5 << 19) + 1];
    Path file = Files.write(folder.resolve("large"), large);

    assertThat(Sha256.of(file)).isEqualTo(new Sha256().add(large).hex());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
