package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.search.PictureLocation.LocalFile;
import io.github.hnswsearch.search.PictureLocation.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ItemPicturesTest {
  private static final String ORIGINAL = "https://pictures.example/boat_o.jpg";
  private static final String SMALL = "https://pictures.example/boat_z.jpg";

  @TempDir private Path folder;

  @Test
  void theSmallerCopyComesBeforeTheOriginal() throws IOException {
    ItemPictures pictures = of(MetadataFormat.OPEN_IMAGES, null);

    assertThat(pictures.present()).isTrue();
    assertThat(pictures.find(item(ORIGINAL, Map.of("thumbnail", SMALL))))
        .contains(new WebAddress(SMALL));
    assertThat(pictures.find(item(ORIGINAL, Map.of("thumbnail", List.of(SMALL, ORIGINAL)))))
        .contains(new WebAddress(SMALL));
    assertThat(pictures.find(item(ORIGINAL, Map.of()))).contains(new WebAddress(ORIGINAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "", " ", "n/a", "ftp://a/b"})
  void onlyAddressesOfTheWebCount(String address) throws IOException {
    ItemPictures pictures = of(MetadataFormat.OPEN_IMAGES, null);

    assertThat(pictures.find(item(ORIGINAL, Map.of("thumbnail", address))))
        .contains(new WebAddress(ORIGINAL));
    assertThat(pictures.find(item(address, Map.of("thumbnail", address)))).isEmpty();
  }

  @Test
  void aFileOfThisMachineComesFirst() throws IOException {
    Path boat = Files.writeString(folder.resolve("boat.jpg"), "boat");
    ItemPictures pictures = of(null, folder);

    assertThat(pictures.present()).isTrue();
    assertThat(pictures.find(item("boat.jpg", Map.of("thumbnail", SMALL))))
        .contains(new LocalFile(boat.toRealPath()));
    assertThat(pictures.find(item("missing.jpg", Map.of("thumbnail", SMALL))))
        .contains(new WebAddress(SMALL));
    assertThat(pictures.find(item("../boat.jpg", Map.of()))).isEmpty();
  }

  @Test
  void papersHaveNoPictures() throws IOException {
    for (MetadataFormat format : List.of(MetadataFormat.ARXIV, MetadataFormat.CSV)) {
      ItemPictures pictures = of(format, null);

      assertThat(pictures.present()).isFalse();
      assertThat(pictures.find(item(ORIGINAL, Map.of("thumbnail", SMALL)))).isEmpty();
    }
    assertThat(of(null, null).present()).isFalse();
  }

  private static Document item(String url, Map<String, Object> fields) {
    return new Document("boat", url, fields);
  }

  private static ItemPictures of(@Nullable MetadataFormat format, @Nullable Path folder) {
    Path rows = Path.of("rows.h5");
    return ItemPictures.of(
        new Descriptor(
            "images",
            new Source(List.of(rows), DatasetNames.DETECT, folder),
            format == null ? null : new MetadataSource(format, rows, null, Map.of()),
            null,
            IndexOptions.DEFAULT,
            Ranking.DEFAULT));
  }
}
