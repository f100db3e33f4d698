package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.picture.PictureSize;
import io.github.hnswsearch.search.Attribution;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchResponse.Hit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One result as a picture. */
class TileViewTest {
  private static final CollectionInfo PICTURES =
      CollectionFacts.of("pictures", List.of(), true, 10, List.of());
  private static final Attribution UNKNOWN = new Attribution(null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "600, 400, 15",
    "400, 600, 7",
    "100, 100, 10",
    "10000, 10, 30",
    "10, 10000, 6",
    "1, 65535, 6",
    "65535, 1, 30",
  })
  void itsRoomHasItsShapeWithinWhatARowBears(int width, int height, int ratio) {
    TileView tile = tile(Map.of(), UNKNOWN, new PictureSize(width, height));

    assertThat(tile.ratio()).isEqualTo(ratio);
  }

  @Test
  void anUnknownShapeIsASquare() {
    TileView tile = tile(Map.of(), UNKNOWN, null);

    assertThat(tile.ratio()).isEqualTo(10);
    assertThat(tile.size()).isNull();
  }

  @Test
  void withoutATitleItIsCalledByItsId() {
    assertThat(tile(Map.of(), UNKNOWN, null).title()).isEqualTo("Picture a/b");
    assertThat(tile(Map.of("title", " "), UNKNOWN, null).titled()).isFalse();
    assertThat(tile(Map.of("title", " A boat "), UNKNOWN, null).title()).isEqualTo("A boat");
  }

  @Test
  void whatIsUnknownOfItsOriginIsLeftOut() {
    TileView tile =
        tile(Map.of(), new Attribution("Ada", null, null, "https://pictures.invalid/1"), null);

    assertThat(tile.credited()).isTrue();
    assertThat(tile.author()).isEqualTo(Link.to("Ada", null));
    assertThat(tile.license()).isNull();
    assertThat(tile.source()).isEqualTo(Link.to("Source", "https://pictures.invalid/1"));
    assertThat(tile(Map.of(), UNKNOWN, null).credited()).isFalse();
    assertThat(tile(Map.of(), null, null).credited()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://creativecommons.org/licenses/by/2.0/, CC BY 2.0, https://creativecommons.org/licenses/by/2.0/",
    "https://licences.invalid/text, Licence, https://licences.invalid/text",
    "MIT, MIT, ",
    "javascript:alert(1), javascript:alert(1), ",
  })
  void aLicenceHasAShortNameAndLeadsToItsText(
      String license, String name, @Nullable String address) {
    TileView tile = tile(Map.of(), new Attribution(null, null, license, null), null);

    assertThat(tile.license()).isEqualTo(Link.to(name, address));
  }

  @Test
  void addressesHoldAnyId() {
    TileView tile = tile(Map.of(), UNKNOWN, null);

    assertThat(tile.image()).isEqualTo("/api/collections/pictures/documents/a%2Fb/image");
    assertThat(tile.similarUrl()).isEqualTo("/c/pictures/similar/a%2Fb");
  }

  @Test
  void fieldsWithAPlaceAreNotSaidTwice() {
    TileView tile = tile(Map.of("title", "T", "license", "L", "kind", "boat"), UNKNOWN, null);

    assertThat(tile.others()).containsExactly(Map.entry("kind", "boat"));
  }

  private static TileView tile(
      Map<String, Object> fields, @Nullable Attribution origin, @Nullable PictureSize size) {
    Hit hit = new Hit(1, "a/b", "", 0.5, 1, Map.of(), fields, null, null, null, origin);
    return TileView.of(hit, SearchState.search("pictures", "boat"), PICTURES, size);
  }
}
