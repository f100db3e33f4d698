package io.github.hnswsearch.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.search.CollectionReader;
import io.github.hnswsearch.search.CollectionReader.KeywordMatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Properties run in jqwik's own engine, which knows no temporary folders of JUnit. */
class KeywordTextTest {
  private static CollectionReader reader;
  private static Path folder;

  @BeforeContainer
  static void build() throws IOException {
    folder = Files.createTempDirectory("keyword");
    reader = Indexes.build(folder, KeywordSearchTest.SCHEMA, KeywordSearchTest.papers());
  }

  @AfterContainer
  static void remove() throws IOException {
    reader.close();
    DurableFiles.deleteTree(folder);
  }

  @Property(tries = 500)
  void anyTextHasAResult(@ForAll String text) throws IOException {
    assertThat(search(text).total()).isNotNegative();
  }

  @Property(tries = 1_000)
  void aTextFullOfSyntaxHasAResult(
      @ForAll
          @StringLength(max = 40)
          @Chars({
            '"', '(', ')', '[', ']', '{', '}', '\\', '/', '+', '-', '!', '*', '?', '~', '^', ':',
            '&', '|', '<', '>', '=', ' ', '$', '\'', '\0'
          })
          @CharRange(from = '0', to = '3')
          @CharRange(from = 'a', to = 'c')
          String text)
      throws IOException {
    assertThat(search(text).total()).isNotNegative();
    assertThat(search("year:" + text).total()).isNotNegative();
    assertThat(search("title:" + text).total()).isNotNegative();
    assertThat(search(text + " AND attention").total()).isNotNegative();
  }

  private static KeywordMatches search(String text) throws IOException {
    return reader.keyword(text, List.of(), 10, List.of());
  }
}
