package io.github.hnswsearch.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionDirectoryTest {
  @TempDir Path root;
  private IndexData indexData;
  private CollectionDirectory collection;

  @BeforeEach
  void create() throws IOException {
    indexData = new IndexData(root);
    collection = indexData.collection("papers");
    Files.createDirectories(root.resolve("papers"));
  }

  @Test
  void nothingIsLiveBeforeTheFirstGeneration() throws IOException {
    stage();
    assertThat(collection.current()).isEmpty();
    assertThat(collection.live()).isEmpty();
    assertThat(indexData.collections()).isEmpty();
    assertThat(new IndexData(root.resolve("absent")).collections()).isEmpty();
  }

  @Test
  void aPublishedGenerationIsLiveAndWhole() throws IOException {
    Path staged = stage();
    Files.writeString(staged.resolve("file"), "content");
    Generation published = collection.publish(staged);
    assertThat(staged).doesNotExist();
    assertThat(published.directory().resolve("file")).hasContent("content");
    assertThat(indexData.live("papers")).isEqualTo(published);
    assertThat(indexData.collections()).containsExactly("papers");
  }

  @Test
  void theReplacedGenerationStaysForThoseWhoReadIt() throws IOException {
    Generation first = collection.publish(stage());
    Generation second = collection.publish(stage());
    assertThat(first.directory()).isDirectory();
    assertThat(collection.current()).contains(second.directory().getFileName().toString());
    Generation third = collection.publish(stage());
    assertThat(first.directory()).doesNotExist();
    assertThat(second.directory()).isDirectory();
    assertThat(third.directory()).isDirectory();
  }

  @Test
  void aGenerationThatIsReadIsNotDeletedBeforeItsReaderHasClosedIt() throws IOException {
    Generation first = collection.publish(stage());
    try (GenerationInUse read = collection.useLive().orElseThrow()) {
      collection.publish(stage());
      collection.publish(stage());
      collection.publish(stage());
      assertThat(first.directory()).isDirectory();
      assertThat(read.generation()).isEqualTo(first);
    }
    assertThat(first.directory()).doesNotExist();
  }

  @Test
  void theLastOfSeveralReadersOfAReplacedGenerationHasItDeleted() throws IOException {
    Generation first = collection.publish(stage());
    GenerationInUse one = collection.useLive().orElseThrow();
    GenerationInUse other = collection.useLive().orElseThrow();
    collection.publish(stage());
    one.close();
    assertThat(first.directory()).isDirectory();
    collection.publish(stage());
    assertThat(first.directory()).isDirectory();
    other.close();
    assertThat(first.directory()).doesNotExist();
  }

  @Test
  void whileAnImportIsAtWorkDeletingIsLeftToIt() throws IOException {
    Generation first = collection.publish(stage());
    GenerationInUse read = collection.useLive().orElseThrow();
    collection.publish(stage());
    collection.publish(stage());
    try (var lock = collection.lock()) {
      assertThat(lock).isNotNull();
      read.close();
      assertThat(first.directory()).isDirectory();
    }
    stage();
    assertThat(first.directory()).doesNotExist();
  }

  @Test
  void whatIsNoGenerationIsNeverDeleted() throws IOException {
    Path notes = Files.createDirectories(root.resolve("papers/notes"));
    for (int i = 0; i < 3; i++) {
      collection.publish(stage());
    }
    assertThat(notes).isDirectory();
  }

  @Test
  void aDamagedPointerDeletesNothingBeforeAnotherGenerationIsLive() throws IOException {
    Generation first = collection.publish(stage());
    Generation second = collection.publish(stage());
    Files.writeString(root.resolve("papers/CURRENT"), "\0\0\0");
    Path staged = stage();
    assertThat(first.directory()).isDirectory();
    assertThat(second.directory()).isDirectory();
    Generation third = collection.publish(staged);
    assertThat(collection.current()).contains(third.name());
  }

  @Test
  void theGenerationBeforeTheLiveOneIsKnownUntilItIsDeleted() throws IOException {
    assertThat(collection.before()).isEmpty();
    Generation first = collection.publish(stage());
    assertThat(collection.before()).isEmpty();
    collection.publish(stage());
    assertThat(collection.before()).contains(first);
    DurableFiles.deleteTree(first.directory());
    assertThat(collection.before()).isEmpty();
  }

  @Test
  void goingBackTwiceChangesNothingAndKeepsBoth() throws IOException {
    Generation first = collection.publish(stage());
    Generation second = collection.publish(stage());
    CollectionRollback rollback = new CollectionRollback(indexData, whole());

    assertThat(rollback.run("papers")).isEqualTo(first);
    assertThat(indexData.live("papers")).isEqualTo(first);
    assertThat(collection.before()).contains(second);
    assertThat(rollback.run("papers")).isEqualTo(second);
    assertThat(collection.before()).contains(first);
  }

  @Test
  void whatIsPublishedAfterGoingBackTakesThePlaceOfTheBadGeneration() throws IOException {
    Generation good = collection.publish(stage());
    Generation bad = collection.publish(stage());
    new CollectionRollback(indexData, whole()).run("papers");
    collection.publish(stage());
    assertThat(bad.directory()).doesNotExist();
    assertThat(collection.before()).contains(good);
  }

  @Test
  void nobodyGoesBackToWhatIsDamagedOrNotThere() throws IOException {
    Generation first = collection.publish(stage());
    assertThatThrownBy(() -> new CollectionRollback(indexData, whole()).run("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("expected a generation before " + first.name(), "found none");
    Generation second = collection.publish(stage());
    Inspection.Inspector finds = generation -> Inspection.broken(List.of("A file is torn."));
    assertThatThrownBy(() -> new CollectionRollback(indexData, finds).run("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(first.name(), "A file is torn.");
    assertThat(indexData.live("papers")).isEqualTo(second);
  }

  private static Inspection.Inspector whole() {
    return generation -> new Inspection(1, 1, 1, 1, 0, List.of(), List.of());
  }

  @Test
  void aGenerationThatWasMovedButNotPointedToIsNotLiveAndGoesWithTheNext() throws IOException {
    Generation live = collection.publish(stage());
    Path orphan = Files.createDirectory(root.resolve("papers/20990101T000000.000Z"));
    assertThat(indexData.live("papers")).isEqualTo(live);
    collection.publish(stage());
    assertThat(orphan).doesNotExist();
    assertThat(live.directory()).isDirectory();
  }

  @Test
  void leftoversOfADeadImportAreRemovedByTheNext() throws IOException {
    Path dead = stage();
    Files.createDirectories(dead.resolve("index"));
    Files.writeString(dead.resolve("index/rows"), "half");
    Path staged = stage();
    assertThat(dead).doesNotExist();
    assertThat(staged).isDirectory();
  }

  @Test
  void theLockKeepsASecondImportOutUntilItIsReleased() throws IOException {
    collection.lock().close();
    try (var lock = collection.lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> indexData.collection("papers").lock())
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(root.resolve("papers").toString(), "found one running", "Wait");
      indexData.collection("images").lock().close();
    }
    collection.lock().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../images", "/", "absent", "a/b", "\0\0\0", "CURRENT"})
  void aPointerThatNamesNoGenerationOfThisFolderIsRefused(String pointer) throws IOException {
    Files.createDirectories(root.resolve("images"));
    Files.writeString(root.resolve("papers/CURRENT"), pointer);
    assertThatThrownBy(() -> indexData.live("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("CURRENT", "expected the name of a generation", "Import");
  }

  @Test
  void aMissingManifestIsReportedWithItsPath() throws IOException {
    Files.delete(collection.publish(stage()).directory().resolve("manifest.json"));
    assertThatThrownBy(() -> indexData.live("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("manifest.json", "found no file", "Import the collection again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "\0\0\0",
        "[]",
        "null",
        "{}",
        "{\"format\": 1}",
        "{\"format\": 1, \"items\": \"many\"}"
      })
  void aDamagedManifestIsReportedWithItsPath(String content) throws IOException {
    Files.writeString(collection.publish(stage()).directory().resolve("manifest.json"), content);
    assertThatThrownBy(() -> indexData.live("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("manifest.json", "damaged", "Import the collection again");
  }

  @Test
  void aManifestOfANewerProgramIsRefusedNamingBothFormats() throws IOException {
    Files.writeString(
        collection.publish(stage()).directory().resolve("manifest.json"),
        "{\"format\": 7, \"what\": \"the future\"}");
    assertThatThrownBy(() -> indexData.live("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("format 3 or older", "found 7", "upgrade");
  }

  @Test
  void anUnknownCollectionListsTheKnownOnes() throws IOException {
    collection.publish(stage());
    assertThatThrownBy(() -> indexData.live("pictures"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("\"pictures\"", "found papers");
    assertThatThrownBy(() -> new IndexData(root.resolve("absent")).live("papers"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none at all");
  }

  private Path stage() throws IOException {
    Path staged = collection.stage();
    ManifestFile.write(staged, manifest(CollectionDirectory.generationName(staged)));
    return staged;
  }

  private static Manifest manifest(String generation) {
    return new Manifest(
        Manifest.FORMAT,
        "papers",
        generation,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        2,
        Manifest.COSINE,
        16,
        100,
        "none",
        1,
        Map.of("rows", 1L),
        List.of(),
        Map.of(),
        10,
        List.of(new Manifest.Calibration(10, 10, 1, 3.5)),
        new Manifest.CalibrationQueries(Manifest.CalibrationQueries.Origin.TEST, 7),
        List.of(new Manifest.FilteredCalibration(0.1, 10, 10, 1, 4.5)),
        Map.of(),
        "",
        "",
        Map.of(),
        List.of());
  }
}
