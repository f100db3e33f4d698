package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Metadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenImagesMetadataTest {
  private static final String HEADER =
      "ImageID,Subset,OriginalURL,OriginalLandingURL,License,AuthorProfileURL,Author,Title,"
          + "OriginalSize,OriginalMD5,Thumbnail300KURL,Rotation\n";

  private MetadataFiles files;

  @BeforeEach
  void create(@TempDir Path folder) {
    files = new MetadataFiles(folder, MetadataFormat.OPEN_IMAGES);
  }

  @Test
  void everyColumnIsRead() throws IOException {
    List<MetadataFiles.Read> pictures =
        files.read(
            HEADER
                + "00000000000000aa,train,https://i.example/1_o.jpg,https://i.example/p/1,"
                + "https://l.example/by,https://i.example/u,\"Bee, Ada\",\"A \"\"hill\"\"\n at dawn\","
                + "4405052,bWQ1==,https://i.example/1_z.jpg,90\n"
                + "00000000000000bb,test,https://i.example/2_o.jpg,,,,,,big,,,\n");

    assertThat(pictures.getFirst())
        .isEqualTo(
            new MetadataFiles.Read(
                2,
                List.of(
                    "00000000000000aa", "https://i.example/1_o.jpg", "https://i.example/1_z.jpg"),
                new MetadataEntry(
                    "00000000000000aa",
                    "https://i.example/1_o.jpg",
                    new Metadata(
                        Map.of(
                            "title", List.of("A \"hill\" at dawn"),
                            "author", List.of("Bee, Ada"),
                            "license", List.of("https://l.example/by"),
                            "source_page", List.of("https://i.example/p/1"),
                            "author_page", List.of("https://i.example/u"),
                            "thumbnail", List.of("https://i.example/1_z.jpg"),
                            "subset", List.of("train"),
                            "rotation", List.of("90.0"),
                            "md5", List.of("bWQ1=="),
                            "size", List.of("4405052"))))));
    assertThat(pictures.get(1).line()).isEqualTo(4);
    assertThat(pictures.get(1).entry().metadata().values()).containsOnlyKeys("subset");
    assertThat(files.problems().droppedValueList())
        .containsExactly("line 4, OriginalSize: expected a whole number of 64 bits, found \"big\"");
  }

  @Test
  void columnsMayBeFewerAndInAnyOrder() throws IOException {
    assertThat(files.read("Title,ImageID\nA hill,00000000000000aa\n"))
        .extracting(MetadataFiles.Read::keys)
        .containsExactly(List.of("00000000000000aa"));
  }

  @Test
  void aTableWithoutImageIdIsRefused() {
    assertThatThrownBy(() -> files.read("id,title\n1,A hill\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("header: expected a column ImageID, found \"id,title\"");
  }
}
