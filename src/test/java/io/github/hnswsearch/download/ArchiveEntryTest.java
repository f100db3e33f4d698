package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are published inside a zip archive. */
final class ArchiveEntryTest {
  private static final byte[] TEXT = Pulls.bytes(60_000, 1);
  private static final byte[] IMAGE = Pulls.bytes(40_000, 2);

  @TempDir private Path parent;
  private FileServer server;
  private Pulls pulls;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    pulls = new Pulls(Files.createDirectory(parent.resolve("models")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private URI clip() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("clip/text.pt", TEXT);
    entries.put("clip/image.pt", IMAGE);
    return server.serve("/clip.zip", zip(entries));
  }

  private static RemoteFile entry(String path, URI uri, String entry) {
    return new RemoteFile(path, uri, OptionalLong.empty(), Optional.empty(), Optional.of(entry));
  }

  private String[] left() {
    return pulls.path("").toFile().list((folder, name) -> !name.endsWith(".lock"));
  }

  @Test
  void entriesOfOneArchiveAreTakenOutAndTheArchiveIsDeleted() throws Exception {
    URI uri = clip();

    Map<String, PullOutcome> outcomes =
        pulls.pull(entry("text.pt", uri, "clip/text.pt"), entry("image.pt", uri, "clip/image.pt"));

    assertThat(outcomes).containsValues(PullOutcome.FETCHED).hasSize(2);
    assertThat(pulls.path("text.pt")).hasBinaryContent(TEXT);
    assertThat(pulls.path("image.pt")).hasBinaryContent(IMAGE);
    assertThat(server.requests()).hasSize(1);
    assertThat(left())
        .containsExactlyInAnyOrder("text.pt", "text.pt.sha256", "image.pt", "image.pt.sha256");
  }

  @Test
  void aSecondPullOnlyChecks() throws Exception {
    RemoteFile file = entry("text.pt", clip(), "clip/text.pt");
    pulls.pull(file);

    assertThat(pulls.pull(file)).containsEntry("text.pt", PullOutcome.PRESENT);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void sizeAndChecksumAreThoseOfTheEntry() throws Exception {
    String sha256 = Sha256.of(Files.write(parent.resolve("text.pt"), TEXT));

    pulls.pull(
        new RemoteFile(
            "text.pt",
            clip(),
            OptionalLong.of(TEXT.length),
            Optional.of(sha256),
            Optional.of("clip/text.pt")));

    assertThat(pulls.path("text.pt")).hasBinaryContent(TEXT);
    assertThat(left()).containsExactly("text.pt");
  }

  @Test
  void anEntryOfAnotherChecksumIsRefusedAndTheNextPullStartsOver() throws Exception {
    RemoteFile file =
        new RemoteFile(
            "text.pt",
            clip(),
            OptionalLong.empty(),
            Optional.of("0".repeat(64)),
            Optional.of("clip/text.pt"));

    assertThatThrownBy(() -> pulls.pull(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("clip.zip, entry clip/text.pt: expected SHA-256 000");

    assertThat(left()).isEmpty();
  }

  @Test
  void anEntryThatIsNotThereNamesThoseThatAre() throws Exception {
    RemoteFile file = entry("text.pt", clip(), "text.pt");

    assertThatThrownBy(() -> pulls.pull(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("entry text.pt: expected a file of that name in the archive")
        .hasMessageContaining("found clip/text.pt, clip/image.pt");

    assertThat(left()).isEmpty();
  }

  @Test
  void anEntrysNameDoesNotChooseWhereItIsWritten() throws Exception {
    URI uri = server.serve("/evil.zip", zip(Map.of("../evil.pt", TEXT)));

    pulls.pull(entry("text.pt", uri, "../evil.pt"));

    assertThat(pulls.path("text.pt")).hasBinaryContent(TEXT);
    assertThat(parent.resolve("evil.pt")).doesNotExist();
  }

  @Test
  void anEntryThatGrowsBeyondMeasureIsRefused() throws Exception {
    URI uri = server.serve("/bomb.zip", zip(Map.of("zeros", new byte[5_000_000])));

    assertThatThrownBy(() -> pulls.pull(entry("zeros", uri, "zeros")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected at most 200 times the archive's");

    assertThat(left()).isEmpty();
  }

  @Test
  void anEntryThatHoldsMoreThanItClaimsIsRefused() throws Exception {
    byte[] zip = zip(Map.of("text.pt", TEXT));
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    int uncompressedSize = directory + 24; // APPNOTE.TXT 4.3.12
    zip[uncompressedSize] = (byte) (zip[uncompressedSize] - 10);
    URI uri = server.serve("/lies.zip", zip);

    assertThatThrownBy(() -> pulls.pull(entry("text.pt", uri, "text.pt")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("lies.zip, entry text.pt");

    assertThat(left()).isEmpty();
  }

  @Test
  void aDamagedEntryIsRefused() throws Exception {
    byte[] zip = zip(Map.of("text.pt", TEXT));
    zip[30_000] ^= 0x55; // Random bytes are stored as they are, so that inflating succeeds.
    URI uri = server.serve("/damaged.zip", zip);

    assertThatThrownBy(() -> pulls.pull(entry("text.pt", uri, "text.pt")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected the bytes that the archive's directory promises");

    assertThat(left()).isEmpty();
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    int i = 0;
    while (!Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
      i++;
    }
    return i;
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    URI uri = server.serve("/clip.zip", TEXT);

    assertThatThrownBy(() -> pulls.pull(entry("text.pt", uri, "clip/text.pt")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a zip archive, found none that is sound");

    assertThat(left()).isEmpty();
  }

  @Test
  void anArchiveForWhichThereIsNoRoomToUnpackIsKept() throws Exception {
    byte[] zip = zip(Map.of("zeros", new byte[100_000], "noise", TEXT));
    URI uri = server.serve("/clip.zip", zip);
    pulls.usableSpace = zip.length;

    assertThatThrownBy(() -> pulls.pull(entry("zeros", uri, "zeros")))
        .hasMessageContaining("expected room for 0.1 MB more");
    pulls.usableSpace = 100_000;
    pulls.pull(entry("zeros", uri, "zeros"));

    assertThat(pulls.path("zeros")).hasSize(100_000);
    assertThat(server.requests()).hasSize(1);
  }
}
