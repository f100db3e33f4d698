package io.github.hnswsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentTypeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt  | <!DOCTYPE HTML PUBLIC>      | HTML",
        "a.txt  | <!-- x --><html lang=\"en\"> | HTML",
        "a.xml  | <?xml version=\"1.0\"?><html> | HTML",
        "a.xml  | <?xml version=\"1.0\"?><svg>  | XML",
        "a      | <p>words</p>                | HTML",
        "a.html | words                       | TEXT",
        "a.md   | # words                     | MARKDOWN",
        "A.MD   | # words                     | MARKDOWN",
        "a.md   | <html>                      | HTML",
        "a.txt  | # words                     | TEXT",
        "a.txt  | <private> words             | TEXT"
      })
  void textIsToldByItsStart(String name, String content, ContentType type) throws IOException {
    assertThat(ContentType.of(Files.writeString(folder.resolve(name), content))).isEqualTo(type);
  }

  @Test
  void aByteOrderMarkMakesItText() throws IOException {
    Path file = folder.resolve("a");
    Files.write(file, "\ufeff<html>".getBytes(StandardCharsets.UTF_16LE));
    assertThat(ContentType.of(file)).isEqualTo(ContentType.HTML);
  }

  @Test
  void anEndlessCommentIsToldInNoTime() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "<!-- x -->".repeat(1_000) + "<x");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(ContentType.of(file)).isEqualTo(ContentType.HTML));
  }
}
