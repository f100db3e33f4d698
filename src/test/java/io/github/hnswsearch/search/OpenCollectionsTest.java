package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.IndexOptions;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.descriptor.Quantization;
import io.github.hnswsearch.encoder.EncoderIdentity;
import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.eval.GenerationVerifier;
import io.github.hnswsearch.files.DurableFiles;
import io.github.hnswsearch.index.BuildListener;
import io.github.hnswsearch.index.BuildPlan;
import io.github.hnswsearch.index.CollectionBuilder;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.lucene.LuceneBackend;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.MemoryItems;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenCollectionsTest {
  private static final LuceneBackend BACKEND = new LuceneBackend();
  private static final Encoders ENCODERS = new TextOnly(Papers.encoder("abc"));

  @TempDir Path root;
  private IndexData indexData;
  private OpenCollections collections;

  @BeforeEach
  void open() {
    indexData = new IndexData(root);
    collections = new OpenCollections(indexData, BACKEND, ENCODERS);
  }

  @AfterEach
  void close() {
    collections.close();
  }

  @Test
  void aCollectionTellsWhatItIs() throws IOException {
    Generation generation = publish("papers", 30, "words", "abc");
    CollectionInfo info = collections.info("papers");
    assertThat(info.name()).isEqualTo("papers");
    assertThat(info.items()).isEqualTo(30);
    assertThat(info.dimension()).isEqualTo(Papers.DIMENSION);
    assertThat(info.modes()).containsExactly("vector", "keyword", "hybrid");
    assertThat(info.fields()).containsEntry("author", "name").containsEntry("year", "long");
    assertThat(info.generation()).isEqualTo(generation.name());
    assertThat(info.sizeBytes()).isEqualTo(generation.bytes());
    assertThat(info.calibration()).hasSameSizeAs(generation.manifest().calibration());
    assertThat(info.filteredCalibration())
        .isNotEmpty()
        .hasSameSizeAs(generation.manifest().filteredCalibration());
    assertThat(info.calibrationQueries())
        .isEqualTo(new CollectionInfo.CalibrationQueries("rows", 30));
    assertThat(info.defaultEf()).isEqualTo(generation.manifest().defaultEf());
  }

  @Test
  void collectionsAreListedByName() throws IOException {
    assertThat(collections.list()).isEmpty();
    publish("papers", 5, "words", "abc");
    publish("images", 5, "words", "abc");
    assertThat(collections.list())
        .extracting(CollectionInfo::name)
        .containsExactly("images", "papers");
  }

  @Test
  void anUnknownCollectionListsTheKnownOnes() throws IOException {
    assertThatThrownBy(() -> collections.info("pictures"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("(none yet)");
    publish("papers", 5, "words", "abc");
    publish("images", 5, "words", "abc");
    for (String name : List.of("pictures", "", "..", "../papers")) {
      assertThatThrownBy(() -> collections.search(name, keyword("dust")))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContainingAll("images, papers", "found \"" + name + "\"");
    }
  }

  @Test
  void aDocumentIsFoundByItsId() throws IOException {
    publish("papers", 5, "words", "abc");
    assertThat(collections.document("papers", "p3").orElseThrow().url()).isEqualTo("https://a.b/3");
    assertThat(collections.document("papers", "p5")).isEmpty();
  }

  @Test
  void aRankingIsRefusedInAModeThatTheCollectionLacksAsASearchIs() throws IOException {
    publish("papers", 5, null, null);
    assertThatThrownBy(() -> collections.ranking("papers", text("dust", SearchMode.HYBRID)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("mode: expected keyword", "found hybrid");
  }

  @Test
  void aNewGenerationAnswersOnceItHasBeenOpenedAndWarmedUpBesideTheOldOne() throws IOException {
    Generation first = publish("papers", 10, "words", "abc");
    assertThat(collections.search("papers", keyword("")).generation()).isEqualTo(first.name());
    Generation second = publish("papers", 20, "words", "abc");
    assertThat(collections.search("papers", keyword("")).generation()).isEqualTo(first.name());

    collections.refresh();
    SearchResponse response = collections.search("papers", keyword(""));
    assertThat(response.generation()).isEqualTo(second.name());
    assertThat(response.total().value()).isEqualTo(20);
    assertThat(collections.info("papers").items()).isEqualTo(20);
  }

  @Test
  void searchesGoOnWhileTheNewGenerationIsOpened() throws Exception {
    publish("papers", 10, "words", "abc");
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    CollectionOpener slow =
        generation -> {
          if (generation.manifest().items() == 20) {
            opening.countDown();
            await(answered);
          }
          return BACKEND.open(generation);
        };
    try (OpenCollections opened = new OpenCollections(indexData, slow, ENCODERS);
        var executor = Executors.newSingleThreadExecutor()) {
      opened.info("papers");
      publish("papers", 20, "words", "abc");
      var refreshing = executor.submit(opened::refresh);
      await(opening);
      assertThat(opened.search("papers", keyword("")).total().value()).isEqualTo(10);
      answered.countDown();
      refreshing.get(10, TimeUnit.SECONDS);
      assertThat(opened.search("papers", keyword("")).total().value()).isEqualTo(20);
    }
  }

  @Test
  void pagesAreReadFromTheGenerationThatTheSearchBeganOn() throws IOException {
    Generation first = publish("papers", 10, "words", "abc");
    collections.info("papers");
    Generation second = publish("papers", 20, "words", "abc");
    collections.refresh();

    SearchResponse further = collections.search("papers", on(first.name()));
    assertThat(further.generation()).isEqualTo(first.name());
    assertThat(further.total().value()).isEqualTo(10);
    assertThat(collections.search("papers", on(second.name())).total().value()).isEqualTo(20);
  }

  @Test
  void aGenerationIsKeptForPagesAsLongAsTheyAreAskedForAndThenIsGone() throws IOException {
    Generation first = publish("papers", 10, "words", "abc");
    try (OpenCollections opened = timed(new Retention(Duration.ZERO, Duration.ofMinutes(5)))) {
      opened.info("papers");
      Generation second = publish("papers", 20, "words", "abc");
      opened.refresh();
      for (int page = 0; page < 3; page++) {
        pass(Duration.ofMinutes(4));
        opened.refresh();
        assertThat(opened.search("papers", on(first.name())).total().value()).isEqualTo(10);
      }
      pass(Duration.ofMinutes(5));
      opened.refresh();
      assertThatThrownBy(() -> opened.search("papers", on(first.name())))
          .isInstanceOf(GenerationChangedException.class)
          .hasMessageContainingAll(first.name(), second.name(), "first page");
    }
  }

  @Test
  void aCollectionThatNobodySearchesIsClosedAndOpenedAgainForTheNextSearch() throws IOException {
    publish("papers", 10, "words", "abc");
    AtomicInteger open = new AtomicInteger();
    try (OpenCollections opened =
        timed(counting(open), new Retention(Duration.ofMinutes(60), Duration.ofMinutes(5)))) {
      opened.search("papers", keyword(""));
      pass(Duration.ofMinutes(59));
      opened.refresh();
      assertThat(open).hasValue(1);
      pass(Duration.ofMinutes(1));
      opened.refresh();
      assertThat(open).hasValue(0);
      assertThat(opened.info("papers").items()).isEqualTo(10);
      assertThat(opened.list()).hasSize(1);
      assertThat(open).hasValue(0);

      assertThat(opened.search("papers", keyword("")).total().value()).isEqualTo(10);
      assertThat(open).hasValue(1);
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void whatHasJustGoneLiveIsNotIdle() throws IOException {
    publish("papers", 10, "words", "abc");
    AtomicInteger open = new AtomicInteger();
    pass(Duration.ofDays(1));
    try (OpenCollections opened =
        timed(counting(open), new Retention(Duration.ofMinutes(60), Duration.ZERO))) {
      opened.info("papers");
      opened.refresh();
      assertThat(open).hasValue(1);
      publish("papers", 20, "words", "abc");
      opened.refresh();
      opened.refresh();
      assertThat(open).hasValue(1);
    }
  }

  @Test
  void aCollectionThatWasClosedTellsWhatHasGoneLiveSince() throws IOException {
    publish("papers", 10, "words", "abc");
    try (OpenCollections opened =
        timed(new Retention(Duration.ofMinutes(1), Duration.ofMinutes(5)))) {
      opened.info("papers");
      pass(Duration.ofMinutes(1));
      opened.refresh();
      publish("papers", 20, "words", "abc");
      opened.refresh();
      assertThat(opened.info("papers").items()).isEqualTo(20);
    }
  }

  @Test
  void aReplacedGenerationIsDeletedOnceNobodyReadsIt() throws IOException {
    Generation first = publish("papers", 10, "words", "abc");
    try (RankedDocuments export = collections.ranking("papers", keyword(""))) {
      for (int items = 20; items <= 40; items += 10) {
        publish("papers", items, "words", "abc");
        collections.refresh();
      }
      assertThat(first.directory()).isDirectory();
      assertThat(export.next()).isNotNull();
    }
    assertThat(first.directory()).doesNotExist();
  }

  @Test
  void whileTheNewGenerationIsDamagedTheOneBeforeItAnswers() throws IOException {
    Generation first = publish("papers", 10, "words", "abc");
    collections.info("papers");
    Files.delete(publish("papers", 20, "words", "abc").directory().resolve("manifest.json"));
    collections.refresh();
    assertThat(collections.search("papers", keyword("")).generation()).isEqualTo(first.name());
    publish("papers", 30, "words", "abc");
    collections.refresh();
    assertThat(collections.search("papers", keyword("")).total().value()).isEqualTo(30);
  }

  @Test
  void aCollectionWhoseFolderIsGoneIsClosed() throws IOException {
    publish("papers", 10, "words", "abc");
    AtomicInteger open = new AtomicInteger();
    try (OpenCollections opened = timed(counting(open), Retention.DEFAULT)) {
      opened.info("papers");
      DurableFiles.deleteTree(root.resolve("papers"));
      opened.refresh();
      assertThat(open).hasValue(0);
      assertThat(opened.list()).isEmpty();
    }
  }

  @Test
  void aDamagedGenerationWithNoneBeforeItIsReported() throws IOException {
    Files.delete(publish("papers", 20, "words", "abc").directory().resolve("manifest.json"));
    assertThatThrownBy(() -> collections.search("papers", keyword("")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("manifest.json");
  }

  @Test
  void aReplacedGenerationIsClosedAfterItsLastSearch() throws Exception {
    publish("papers", 10, "words", "abc");
    AtomicInteger closed = new AtomicInteger();
    CountDownLatch searching = new CountDownLatch(1);
    CountDownLatch replaced = new CountDownLatch(1);
    CollectionOpener slow =
        generation -> {
          boolean first = generation.manifest().items() == 10;
          return observed(
              BACKEND.open(generation),
              call -> {
                if (call.equals("close")) {
                  closed.incrementAndGet();
                } else if (call.equals("keyword") && first) {
                  searching.countDown();
                  replaced.await(10, TimeUnit.SECONDS);
                }
              });
        };
    try (OpenCollections opened =
            new OpenCollections(
                indexData, slow, ENCODERS, new Retention(Duration.ZERO, Duration.ZERO));
        var executor = Executors.newSingleThreadExecutor()) {
      var running = executor.submit(() -> opened.search("papers", keyword("")));
      assertThat(searching.await(10, TimeUnit.SECONDS)).isTrue();
      publish("papers", 20, "words", "abc");
      opened.refresh();
      assertThat(opened.search("papers", keyword("")).total().value()).isEqualTo(20);
      assertThat(closed).hasValue(0);
      replaced.countDown();
      assertThat(running.get(10, TimeUnit.SECONDS).total().value()).isEqualTo(10);
      opened.refresh();
      assertThat(closed).hasValue(1);
    }
    assertThat(closed).hasValue(2);
  }

  @Test
  void aRankingIsReadFromItsOwnGenerationWhateverGoesLiveMeanwhile() throws IOException {
    publish("papers", 10, "words", "abc");
    try (RankedDocuments ranking = collections.ranking("papers", keyword(""))) {
      publish("papers", 20, "words", "abc");
      collections.refresh();
      assertThat(collections.info("papers").items()).isEqualTo(20);

      List<String> ids = new ArrayList<>();
      for (RankedDocument item = ranking.next(); item != null; item = ranking.next()) {
        ids.add(item.document().id());
        assertThat(item.rank()).isEqualTo(ids.size());
      }
      assertThat(ids).hasSize(10).doesNotHaveDuplicates();
    }
  }

  @Test
  void aRankingHasAllResultsWhateverPageIsAskedFor() throws IOException {
    publish("papers", 30, "words", "abc");
    SearchRequest third =
        new SearchRequest(
            new Query.ByText(""), SearchMode.KEYWORD, 25, OptionalInt.empty(), List.of(), 10, 5);
    int found = 0;
    try (RankedDocuments ranking = collections.ranking("papers", third)) {
      while (ranking.next() != null) {
        found++;
      }
    }
    assertThat(found).isEqualTo(25);
  }

  @Test
  void anotherEncoderThanTheOneThatMadeTheEmbeddingsIsRefusedNamingBoth() throws IOException {
    publish("papers", 20, "words", "the one before");
    assertThat(collections.info("papers").modes()).containsExactly("keyword");
    for (SearchMode mode : List.of(SearchMode.VECTOR, SearchMode.HYBRID)) {
      assertThatThrownBy(() -> collections.search("papers", text("dust", mode)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContainingAll("mode: expected keyword", "encoder words")
          .cause()
          .hasMessageContainingAll("the one before", "found abc");
    }
    assertThat(collections.search("papers", keyword("")).hits()).isNotEmpty();
    assertThat(collections.search("papers", near("p1")).hits()).isNotEmpty();
  }

  @Test
  void aCollectionWithoutAnEncoderIsSearchedByWordsIdAndVector() throws IOException {
    publish("papers", 20, null, null);
    assertThat(collections.info("papers").modes()).containsExactly("keyword");
    assertThatThrownBy(() -> collections.search("papers", text("dust", SearchMode.VECTOR)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll(
            "mode: expected keyword", "found vector", "collection papers", "expected an encoder");
    assertThat(collections.search("papers", near("p1")).hits()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource
  void whateverIsWrongWithOneCollectionTheOthersAreListedAndWarmedUp(Exception failure)
      throws IOException {
    publish("broken", 10, "words", "abc");
    publish("papers", 10, "words", "abc");
    try (OpenCollections opened = timed(failing("broken", failure), Retention.DEFAULT)) {
      opened.warmUp(Duration.ofMillis(1));
      assertThat(opened.list()).extracting(CollectionInfo::name).containsExactly("papers");
      assertThat(opened.names()).containsExactly("broken", "papers");
      assertThat(opened.search("papers", keyword("")).hits()).isNotEmpty();
      assertThatThrownBy(() -> opened.search("broken", keyword("")))
          .isInstanceOfSatisfying(
              UnopenedCollectionException.class,
              e ->
                  assertThat(e.withinFolder())
                      .contains("broken", "./hnsw-search check")
                      .doesNotContain("/secret", "Exception"))
          .hasMessageContaining("/secret/file");
    }
  }

  static List<Exception> whateverIsWrongWithOneCollectionTheOthersAreListedAndWarmedUp() {
    return List.of(
        new IOException("/secret/file: Input/output error"),
        new AccessDeniedException("/secret/file"),
        new NoSuchFileException("/secret/file"),
        new IllegalArgumentException("no field /secret/file"),
        new IllegalStateException("/secret/file is odd"));
  }

  @Test
  void aManifestWithAFieldThatCannotBeOneDoesNotHideTheOthers() throws IOException {
    publish("papers", 10, "words", "abc");
    Path manifest = publish("broken", 10, "words", "abc").directory().resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"title\" : \"TEXT\"", "\"A title\" : \"TEXT\""));
    assertThat(collections.list()).extracting(CollectionInfo::name).containsExactly("papers");
    assertThatThrownBy(() -> collections.info("broken"))
        .isInstanceOf(UnopenedCollectionException.class)
        .hasMessageContaining("A title");
  }

  @Test
  void aPointerThatCannotBeReadDoesNotHideTheOtherCollections() throws IOException {
    publish("broken", 10, "words", "abc");
    publish("papers", 10, "words", "abc");
    Files.write(root.resolve("broken/CURRENT"), new byte[] {0, -1});
    collections.warmUp(Duration.ZERO);
    assertThat(collections.list()).extracting(CollectionInfo::name).containsExactly("papers");
  }

  @Test
  void aCollectionThatVanishesWhileAllAreListedIsLeftOut() throws IOException {
    publish("images", 10, "words", "abc");
    publish("papers", 10, "words", "abc");
    CollectionOpener deleting =
        generation -> {
          DurableFiles.deleteTree(root.resolve("papers"));
          return BACKEND.open(generation);
        };
    try (OpenCollections opened = timed(deleting, Retention.DEFAULT)) {
      assertThat(opened.list()).extracting(CollectionInfo::name).containsExactly("images");
    }
  }

  @Test
  void aCollectionThatCannotBeOpenedIsNotTriedAgainForEveryRequest() throws IOException {
    publish("papers", 10, "words", "abc");
    AtomicInteger tried = new AtomicInteger();
    AtomicBoolean broken = new AtomicBoolean(true);
    CollectionOpener opener =
        generation -> {
          tried.incrementAndGet();
          if (broken.get()) {
            throw new IOException("a bad spot");
          }
          return BACKEND.open(generation);
        };
    try (OpenCollections opened = timed(opener, Retention.DEFAULT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(opened.list()).isEmpty();
        assertThatThrownBy(() -> opened.search("papers", keyword("")))
            .isInstanceOf(UnopenedCollectionException.class);
      }
      assertThat(tried).hasValue(1);
      broken.set(false);
      pass(Duration.ofSeconds(29));
      assertThat(opened.list()).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(opened.search("papers", keyword("")).hits()).isNotEmpty();
      assertThat(tried).hasValue(2);
    }
  }

  @Test
  void inThePlaceOfAGenerationThatCannotBeOpenedAnotherAnswersAtOnce() throws IOException {
    Generation damaged = publish("papers", 10, "words", "abc");
    Files.delete(damaged.directory().resolve("manifest.json"));
    assertThat(collections.list()).isEmpty();
    publish("papers", 20, "words", "abc");
    assertThat(collections.info("papers").items()).isEqualTo(20);
  }

  @Test
  void theLogIsToldOnceOfWhatCannotBeOpened() throws IOException {
    publish("papers", 10, "words", "abc");
    try (LogOf log = new LogOf(Complaints.class);
        OpenCollections opened =
            timed(failing("papers", new IllegalStateException("a defect")), Retention.DEFAULT)) {
      opened.warmUp(Duration.ZERO);
      for (int i = 0; i < 3; i++) {
        assertThat(opened.list()).isEmpty();
        opened.refresh();
        pass(Duration.ofMinutes(1));
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("Collection papers cannot be opened", "a defect");
      assertThat(log.records().getFirst().getThrown()).hasMessage("a defect");
    }
  }

  @Test
  void theLogIsToldOfWhatARequestFoundUnopened() throws IOException {
    Files.delete(publish("papers", 10, "words", "abc").directory().resolve("manifest.json"));
    try (LogOf log = new LogOf(Complaints.class)) {
      assertThatThrownBy(() -> collections.search("papers", keyword("")))
          .isInstanceOf(UnopenedCollectionException.class);
      collections.refresh();
      assertThat(log.messages()).singleElement().asString().contains("manifest.json");
      assertThat(log.records().getFirst().getThrown()).isNull();
    }
  }

  @Test
  void whatFailsWhileAGenerationIsGivenUpDoesNotHideTheCause() throws IOException {
    publish("papers", 10, "words", "abc");
    CollectionOpener failingTwice =
        generation ->
            observed(
                BACKEND.open(generation),
                call -> {
                  throw new IllegalStateException(call);
                });
    try (OpenCollections opened = timed(failingTwice, Retention.DEFAULT)) {
      assertThatThrownBy(() -> opened.info("papers"))
          .cause()
          .hasMessage("schema")
          .hasSuppressedException(new IllegalStateException("close"));
    }
  }

  @ParameterizedTest
  @MethodSource
  void aCollectionWhoseEncoderCannotBeLoadedIsSearchedWithoutIt(Exception failure)
      throws IOException {
    publish("papers", 20, "words", "abc");
    Encoders broken = new BrokenEncoders(failure);
    try (LogOf log = new LogOf(Complaints.class);
        OpenCollections opened = new OpenCollections(indexData, BACKEND, broken)) {
      opened.warmUp(Duration.ZERO);
      assertThat(opened.list().getFirst().modes()).containsExactly("keyword");
      assertThat(opened.search("papers", keyword("")).hits()).isNotEmpty();
      assertThat(opened.search("papers", near("p1")).hits()).isNotEmpty();
      assertThatThrownBy(() -> opened.search("papers", picture()))
          .isInstanceOfSatisfying(
              UnavailableEncoderException.class,
              e -> assertThat(e.ofSearch()).contains("encoder words").doesNotContain("/secret"))
          .hasMessageContaining("/secret/model.pt");

      opened.refresh();
      opened.refresh();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("Collection papers is searched without its encoder", "/secret/model.pt");
    }
  }

  static List<Exception> aCollectionWhoseEncoderCannotBeLoadedIsSearchedWithoutIt() {
    return List.of(
        new BadInputException("/secret/model.pt", "expected 5 bytes, found none", "Pull it"),
        new IOException("encoder failed: /secret/model.pt"),
        new IllegalStateException("no engine for /secret/model.pt"));
  }

  @Test
  void whatAnEncoderSaysOfItsInputIsForWhoeverSentIt() throws IOException {
    publish("papers", 20, "words", "abc");
    Encoders refusing = new RefusingPictures(ENCODERS.text("words"));
    try (OpenCollections opened = new OpenCollections(indexData, BACKEND, refusing)) {
      assertThatThrownBy(() -> opened.search("papers", picture()))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("found a picture of nothing");
    }
  }

  @Test
  void everyCollectionIsWarmedUpBySearchesForItsOwnRows() throws IOException {
    assertThat(searchesToWarmUp(Duration.ofMinutes(1))).containsExactlyInAnyOrder(10, 30);
  }

  @Test
  void warmingUpEndsWhenItsTimeIsOver() throws IOException {
    assertThat(searchesToWarmUp(Duration.ZERO)).containsExactly(0, 0);
  }

  @Test
  void aCollectionThatCannotBeSearchedKeepsNoOtherFromBeingWarmedUp() throws IOException {
    publish("papers", 30, "words", "abc");
    publish("pictures", 10, null, null);
    AtomicInteger searches = new AtomicInteger();
    CollectionOpener oneBroken =
        generation ->
            observed(
                BACKEND.open(generation),
                call -> {
                  if (call.equals("nearest")) {
                    searches.incrementAndGet();
                    if (generation.manifest().collection().equals("papers")) {
                      throw new IllegalStateException("a damaged page");
                    }
                  }
                });
    try (OpenCollections warmed = new OpenCollections(indexData, oneBroken, ENCODERS)) {
      warmed.warmUp(Duration.ofMinutes(1));
    }
    assertThat(searches).hasValue(1 + 10);
  }

  /** Searches of each of two collections, of 30 and 10 items. */
  private List<Integer> searchesToWarmUp(Duration longest) throws IOException {
    publish("papers", 30, "words", "abc");
    publish("pictures", 10, null, null);
    List<AtomicInteger> searches = new ArrayList<>();
    CollectionOpener counting =
        generation -> {
          AtomicInteger count = new AtomicInteger();
          searches.add(count);
          return observed(
              BACKEND.open(generation), call -> count.addAndGet(call.equals("nearest") ? 1 : 0));
        };
    try (OpenCollections warmed = new OpenCollections(indexData, counting, ENCODERS)) {
      warmed.warmUp(longest);
    }
    return searches.stream().map(AtomicInteger::get).toList();
  }

  private long now;

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private OpenCollections timed(Retention retention) {
    return timed(BACKEND, retention);
  }

  private OpenCollections timed(CollectionOpener opener, Retention retention) {
    return new OpenCollections(indexData, opener, ENCODERS, retention, () -> now);
  }

  /** Opens all but one collection. */
  private static CollectionOpener failing(String collection, Exception failure) {
    return generation -> {
      if (generation.manifest().collection().equals(collection)) {
        throw thrown(failure);
      }
      return BACKEND.open(generation);
    };
  }

  private static IOException thrown(Exception failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    return (IOException) failure;
  }

  /** Neither side of any encoder can be loaded. */
  private record BrokenEncoders(Exception failure) implements Encoders {
    @Override
    public TextEncoder text(String name) throws IOException {
      throw thrown(failure);
    }

    @Override
    public ImageEncoder image(String name) throws IOException {
      throw thrown(failure);
    }

    @Override
    public boolean readsPictures(String name) {
      return true;
    }
  }

  /** Texts are embedded, and no picture has a vector. */
  private record RefusingPictures(TextEncoder words) implements Encoders, ImageEncoder {
    @Override
    public TextEncoder text(String name) {
      return words;
    }

    @Override
    public ImageEncoder image(String name) {
      return this;
    }

    @Override
    public EncoderIdentity identity() {
      return words.identity();
    }

    @Override
    public UnitVector encode(Picture picture) throws BadInputException {
      throw new BadInputException(
          "picture", "expected more, found a picture of nothing", "Send it");
    }

    @Override
    public List<@Nullable UnitVector> encodeAll(List<Picture> pictures) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /** Counts the readers that are open. */
  private static CollectionOpener counting(AtomicInteger open) {
    return generation -> {
      open.incrementAndGet();
      return observed(
          BACKEND.open(generation), call -> open.addAndGet(call.equals("close") ? -1 : 0));
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private interface Observer {
    void called(String method) throws InterruptedException;
  }

  /** A reader that tells of each call before it answers. */
  private static CollectionReader observed(CollectionReader reader, Observer observer) {
    return (CollectionReader)
        Proxy.newProxyInstance(
            OpenCollectionsTest.class.getClassLoader(),
            new Class<?>[] {CollectionReader.class},
            (proxy, method, arguments) -> {
              observer.called(method.getName());
              try {
                return method.invoke(reader, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Generation publish(
      String collection, int items, @Nullable String encoder, @Nullable String fingerprint)
      throws IOException {
    Descriptor descriptor =
        new Descriptor(
            collection,
            new Source(List.of(root.resolve("rows.h5")), DatasetNames.DETECT),
            null,
            encoder,
            new IndexOptions(8, 50, Quantization.NONE),
            Ranking.DEFAULT);
    return new CollectionBuilder(
            indexData, BACKEND, new GenerationVerifier(BACKEND), BuildListener.SILENT)
        .build(
            new BuildPlan(descriptor, DescriptorJson.toJson(descriptor), fingerprint, 1, true),
            new MemoryItems(Papers.SCHEMA, Papers.DIMENSION, Papers.of(items, 1)));
  }

  private static SearchRequest keyword(String text) {
    return text(text, SearchMode.KEYWORD);
  }

  private static SearchRequest text(String text, SearchMode mode) {
    return request(new Query.ByText(text), mode);
  }

  /** Everything, of the generation that the search began on. */
  private static SearchRequest on(String generation) {
    SearchRequest request = keyword("");
    return request.withOptions(request.options().withGeneration(Optional.of(generation)));
  }

  private static SearchRequest near(String id) {
    return request(new Query.ById(id), SearchMode.VECTOR);
  }

  private static SearchRequest picture() {
    Picture dot = Picture.of(1, 1, new byte[3]);
    return request(new Query.ByPicture(dot), SearchMode.VECTOR);
  }

  private static SearchRequest request(Query query, SearchMode mode) {
    return new SearchRequest(query, mode, 10, OptionalInt.empty(), List.of(), 0, 10);
  }
}
