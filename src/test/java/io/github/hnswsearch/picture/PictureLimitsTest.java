package io.github.hnswsearch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files that would unpack to anything are refused before they do. */
class PictureLimitsTest {
  private final PictureReader reader = new PictureReader();

  @ParameterizedTest
  @CsvSource({"60000, 60000", "2147483647, 1", "65536, 1", "1, 65536", "10001, 10000"})
  void tooManyPixelsAreRefusedByTheHeaderAlone(int width, int height) throws IOException {
    byte[] bomb = png(width, height, 2, new byte[0]);

    assertThatThrownBy(() -> reader.read(bomb, "bomb.png"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 100,000,000 pixels and 65,535 a side")
        .hasMessageContaining("found %,d x %,d".formatted(width, height))
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "jpeg_420.jpg",
    "png_rgb.png",
    "gif_plain.gif",
    "bmp_rgb.bmp",
    "tiff_rgb.tif",
    "webp_lossy.webp"
  })
  void limitsHoldForEveryFormat(String name) throws IOException {
    byte[] file = PictureFixture.read(name).bytes();
    int pixels = 23 * 17;

    assertThat(new PictureReader(new PictureLimits(file.length, pixels)).read(file, name).width())
        .isEqualTo(23);
    assertThatThrownBy(
            () -> new PictureReader(new PictureLimits(file.length, pixels - 1)).read(file, name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most 390 pixels")
        .hasMessageContaining("found 23 x 17");
    assertThatThrownBy(
            () -> new PictureReader(new PictureLimits(file.length - 1, pixels)).read(file, name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at most %,d bytes".formatted(file.length - 1));
  }

  @Test
  void aStreamWithoutAnEndIsReadUpToTheLimit() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'B';
          }
        };
    PictureReader small = new PictureReader(new PictureLimits(1000, 1000));

    assertThatThrownBy(() -> small.read(endless, "upload"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a longer one");
  }

  @Test
  void aLongFileIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("long.png"), new byte[1001]);
    PictureReader small = new PictureReader(new PictureLimits(1000, 1000));

    assertThatThrownBy(() -> small.read(file)).hasMessageContaining("found a longer one");
  }

  /** A palette makes the library read all chunks, unpacked. */
  @Test
  void compressedTextsAreNotUnpacked() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("bomb\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream zeros = new DeflaterOutputStream(text)) {
      zeros.write(new byte[1 << 26]);
    }
    ByteArrayOutputStream extra = new ByteArrayOutputStream();
    extra.writeBytes(chunk("PLTE", new byte[] {1, 2, 3}));
    extra.writeBytes(chunk("zTXt", text.toByteArray()));
    byte[] file = png(1, 1, 3, extra.toByteArray());
    long before = allocatedBytes();

    Picture picture = reader.read(file, "text.png");

    assertThat(allocatedBytes() - before).isLessThan(1 << 24);
    assertThat(picture.samples()).containsExactly(1, 2, 3);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** Its pixels take no data, and the library would look for more at each of them. */
  @Test
  void aFlatWebpPictureOfAFewBytesIsReadSoon() throws IOException {
    byte[] file =
        HexFormat.of()
            .parseHex(
                "524946461e000000574542505650384c110000002fcfc7f9000750e426b4a9ff8188e87f0000");
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    Picture picture = reader.read(file, "flat.webp");

    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(picture.width() * picture.height()).isEqualTo(2_000_000);
    assertThat(Duration.ofNanos(end - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aJpegFileOfManyScansIsRefused() {
    byte[] file = PictureFixture.read("jpeg_progressive.jpg").bytes();
    int scan = indexOf(file, (byte) 0xff, (byte) 0xda);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(file, 0, scan);
    for (int i = 0; i < 101; i++) {
      many.write(file, scan, 14); // The marker and a header for three components.
    }
    many.write(file, scan, file.length - scan);

    assertThatThrownBy(() -> reader.read(many.toByteArray(), "scans.jpg"))
        .hasMessageContaining("expected at most 100 scans");
  }

  @Test
  @Timeout(60)
  void threadsWaitForRoomAndAllGetTheirPictures() throws Exception {
    PictureReader narrow = new PictureReader(new PictureLimits(1 << 20, 23 * 17));
    byte[] file = PictureFixture.read("png_rgb.png").bytes();
    Picture expected = reader.read(file, "expected");
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Picture>> pictures = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        pictures.add(threads.submit(() -> narrow.read(file, "shared.png")));
      }
      for (Future<Picture> picture : pictures) {
        assertThat(picture.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void limitsThatAllowNothingOrMoreThanAnArrayHoldsAreRefused() {
    assertThatThrownBy(() -> new PictureLimits(0, 1)).hasMessageContaining("found 0 bytes");
    assertThatThrownBy(() -> new PictureLimits(1, 0)).hasMessageContaining("0 pixels");
    assertThatThrownBy(() -> new PictureLimits(1, Integer.MAX_VALUE))
        .hasMessageContaining("2147483647 pixels");
  }

  private static int indexOf(byte[] file, byte first, byte second) {
    int at = 0;
    while (file[at] != first || file[at + 1] != second) {
      at++;
    }
    return at;
  }

  /** A PNG file of one black row, or of the first colour. */
  private static byte[] png(int width, int height, int color, byte[] extra) throws IOException {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      deflater.write(new byte[2]);
    }
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) 8)
            .put((byte) color)
            .array();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(chunk("IHDR", header));
    file.writeBytes(extra);
    file.writeBytes(chunk("IDAT", pixels.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, content.length + 4);
    return chunk.putInt((int) checksum.getValue()).array();
  }
}
