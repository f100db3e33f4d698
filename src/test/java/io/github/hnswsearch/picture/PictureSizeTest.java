package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the start of a file says of its size. */
class PictureSizeTest {
  /** Animations may draw beyond their screen, which comes to light where they are decoded. */
  static Stream<PictureFixture> files() {
    return PictureFixture.read().filter(fixture -> !fixture.toString().contains("small_screen"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsThatOfTheUprightPicture(PictureFixture fixture) {
    Picture upright = fixture.expected();

    assertThat(PictureSize.of(fixture.path()))
        .hasValue(new PictureSize(upright.width(), upright.height()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileThatIsCutOffSaysItOrNothing(PictureFixture fixture) {
    byte[] whole = fixture.bytes();
    PictureSize upright = PictureSize.of(whole).orElseThrow();
    for (int length = 0; length < Math.min(whole.length, 1000); length++) {
      // Where the orientation is cut off, the picture lies as it is stored.
      assertThat(PictureSize.of(Arrays.copyOf(whole, length)).stream().toList())
          .isSubsetOf(upright, upright.turned());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void damageNeverFails(PictureFixture fixture) {
    byte[] whole = fixture.bytes();
    for (int at = PictureFormat.SIGNATURE_BYTES; at < Math.min(whole.length, 300); at++) {
      for (int value : new int[] {0, 0x7f, 0xff}) {
        byte[] damaged = whole.clone();
        damaged[at] = (byte) value;
        PictureSize.of(damaged)
            .ifPresent(
                size -> {
                  assertThat(size.width()).isBetween(1, PictureLimits.SIDE);
                  assertThat(size.height()).isBetween(1, PictureLimits.SIDE);
                });
      }
    }
  }

  @Test
  void whatIsNoPictureHasNone(@TempDir Path folder) {
    assertThat(PictureSize.of(folder)).isEmpty();
    assertThat(PictureSize.of(folder.resolve("none.jpg"))).isEmpty();
    assertThat(PictureSize.of(new byte[0])).isEmpty();
    assertThat(PictureSize.of("GIF89a".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }
}
