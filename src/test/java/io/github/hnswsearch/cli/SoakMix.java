package io.github.hnswsearch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hnswsearch.document.Documents;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What many different users of the samples ask for: every route, with many different texts, and
 * requests that are wrong.
 */
final class SoakMix {
  private static final String PAPERS = "/api/collections/papers";
  private static final String IMAGES = "/api/collections/images";
  private static final String CHANGING = "/api/collections/" + ChangingCollection.NAME;
  private static final int PAPER_DIMENSION = 384;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> words = new ArrayList<>();
  private final List<String> papers = new ArrayList<>();
  private final List<String> scenes;
  private final List<String> sceneWords = new ArrayList<>();
  private final List<String> assets;
  private final Path gallery;
  private final byte[] pdf;
  private final String tag;
  private final List<Function<Random, SoakRequest>> requests = new ArrayList<>();

  /**
   * Requests to a server of the bundled samples.
   *
   * @param home the program's folder
   * @param gallery the pictures of the second sample
   * @param folder for a file that is sent
   * @param server is asked for a tag that a later request sends back
   */
  SoakMix(Path home, Path gallery, Path folder, KeepAlive server) throws IOException {
    this.gallery = gallery;
    for (String line : Files.readAllLines(home.resolve("importer/sample/papers.jsonl"))) {
      JsonNode paper = JSON.readTree(line);
      papers.add(paper.get("id").asText());
      addWords(words, paper.get("title").asText() + " " + paper.get("abstract").asText());
    }
    List<String> pictures = new ArrayList<>();
    for (String line : Files.readAllLines(gallery.resolve("metadata.jsonl"))) {
      addWords(sceneWords, JSON.readTree(line).get("title").asText());
    }
    try (Stream<Path> files = Files.list(gallery)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.endsWith(".jpg"))
          .sorted()
          .forEach(pictures::add);
    }
    scenes = List.copyOf(pictures);
    assets = assets(home.resolve("web"));
    pdf = Files.readAllBytes(Documents.pdf(folder.resolve("soak.pdf"), "Black holes", "Entropy."));
    tag = server.send(SoakRequest.get("tag", "/openapi.json").wire(), true).headers().get("etag");
    fill();
  }

  private static void addWords(List<String> words, String text) {
    Stream.of(text.split("[^A-Za-z]+")).filter(word -> word.length() > 2).forEach(words::add);
  }

  private static List<String> assets(Path web) throws IOException {
    try (Stream<Path> files = Files.walk(web.resolve("assets"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> "/" + web.relativize(file))
          .filter(path -> !path.endsWith("LICENSE"))
          .sorted()
          .toList();
    }
  }

  /** The next request; the same for the same state of the random numbers. */
  SoakRequest next(Random random) {
    return requests.get(random.nextInt(requests.size())).apply(random);
  }

  /** How often of a thousand or so each is asked. */
  private void fill() {
    searches();
    items();
    files();
    pages();
    service();
    mistakes();
  }

  private void add(int times, Function<Random, SoakRequest> request) {
    for (int i = 0; i < times; i++) {
      requests.add(request);
    }
  }

  private void searches() {
    add(140, r -> search("vector", r, "mode=vector"));
    add(90, r -> search("keyword", r, "mode=keyword"));
    add(110, r -> search("hybrid", r, "mode=hybrid"));
    add(20, r -> search("filter", r, "filter=" + encoded("year:%d..".formatted(year(r)))));
    add(20, r -> search("facets", r, "facets=year,category&facet_size=5&size=3"));
    add(15, r -> search("recall", r, "recall=0.9%d&k=%d".formatted(r.nextInt(9), depth(r))));
    add(15, r -> search("more", r, "highlight=true&explain=true&dedupe=true&sort=year:desc"));
    add(10, r -> search("deep", r, "k=500&from=%d&size=20&ef=300".formatted(r.nextInt(400))));
    add(
        70,
        r ->
            compressible("pictures", IMAGES + "/search?q=" + encoded(text(sceneWords, r)), r)
                .with(""));
    add(
        20,
        r ->
            SoakRequest.get(
                    "examples",
                    PAPERS + "/search?k=10&positive=%s&negative=%s".formatted(paper(r), paper(r)))
                .with("\"hits\""));
    add(20, r -> body("text", r, "\"text\":\"%s\",\"k\":%d".formatted(text(words, r), depth(r))));
    add(30, r -> body("vector", r, "\"k\":10,\"vector\":" + vector(r, PAPER_DIMENSION)));
    add(10, r -> body("id", r, "\"id\":\"" + one(papers, r) + "\",\"filter\":[\"year:2000..\"]"));
    add(
        10,
        r -> {
          String queries =
              IntStream.range(0, 5)
                  .mapToObj(i -> "{\"text\":\"%s\",\"k\":5}".formatted(text(words, r)))
                  .collect(Collectors.joining(",", "{\"queries\":[", "]}"));
          return SoakRequest.json("batch", PAPERS + "/search/batch", queries).with("\"hits\"");
        });
    add(
        20,
        r ->
            SoakRequest.json(
                    "changing",
                    CHANGING + "/search",
                    "{\"vector\":%s}".formatted(vector(r, ChangingCollection.DIMENSION)))
                .with("\"hits\""));
  }

  private void items() {
    add(40, r -> compressible("document", PAPERS + "/documents/" + paper(r), r));
    add(40, r -> compressible("similar", PAPERS + "/documents/" + paper(r) + "/similar?k=20", r));
    add(15, r -> compressible("cite", PAPERS + "/documents/" + paper(r) + "/cite?format=ris", r));
    add(70, r -> SoakRequest.get("thumbnail", image(r)));
    add(10, r -> SoakRequest.get("large", image(r) + "?size=large"));
    add(10, r -> SoakRequest.get("similar", IMAGES + "/documents/" + one(scenes, r) + "/similar"));
    add(5, r -> export(r, "format=jsonl&k=100"));
    add(5, r -> export(r, "format=csv&k=50&mode=keyword"));
    add(2, r -> export(r, "format=bibtex&k=20"));
    add(1, r -> compressible("export", PAPERS + "/export?format=jsonl", r).with(""));
  }

  private void files() {
    String upload = "/search/file";
    add(
        3,
        r ->
            SoakRequest.upload("text file", PAPERS + upload, "note.txt", bytes(text(words, r)))
                .with("\"hits\""));
    add(
        1,
        r ->
            SoakRequest.upload(
                    "text file",
                    PAPERS + upload,
                    "note.html",
                    bytes("<title>%s</title><p>%s".formatted(text(words, r), text(words, r))))
                .with("\"hits\""));
    add(1, r -> SoakRequest.upload("pdf", PAPERS + upload, "a.pdf", pdf).with("\"hits\""));
    add(
        4,
        r ->
            SoakRequest.upload("picture file", IMAGES + upload, "scene.jpg", scene(r))
                .with("\"hits\""));
    add(
        2,
        r ->
            SoakRequest.upload("page of a file", "/c/images/file", "scene.jpg", scene(r))
                .with("<!doctype html>"));
  }

  private void pages() {
    add(60, r -> compressible("page", "/c/papers?q=" + encoded(text(words, r)), r));
    add(25, r -> compressible("page", "/c/images?q=" + encoded(text(sceneWords, r)), r));
    add(10, r -> compressible("page", "/c/papers/similar/" + paper(r), r));
    add(
        5,
        r ->
            SoakRequest.get(
                "page", "/c/papers/examples?positive=%s&q=%s".formatted(paper(r), "graph")));
    add(5, r -> compressible("page", "/", r));
    add(5, r -> SoakRequest.get("page", "/c/papers"));
    add(40, r -> compressible("asset", one(assets, r), r));
  }

  private void service() {
    add(10, r -> SoakRequest.get("readyz", "/readyz").with("\"ready\""));
    add(5, r -> SoakRequest.get("livez", "/livez").with("\"alive\""));
    add(3, r -> SoakRequest.get("metrics", "/metrics").with("http_server_requests"));
    add(2, r -> compressible("openapi", "/openapi.json", r));
    add(3, r -> SoakRequest.get("unchanged", "/openapi.json", "If-None-Match", tag).expecting(304));
    add(1, r -> compressible("docs", "/docs", r));
    add(1, r -> SoakRequest.get("problem", "/problems/not-found"));
    add(5, r -> SoakRequest.get("collections", "/api/collections").with("\"papers\""));
    add(5, r -> SoakRequest.get("collection", PAPERS).with("\"calibration\""));
    add(3, r -> SoakRequest.of("head", "HEAD", PAPERS + "/search?q=graph", new byte[0]));
  }

  private void mistakes() {
    add(
        5,
        r -> wrong(SoakRequest.get("bad value", PAPERS + "/search?q=a&k=" + -r.nextInt(99)), 400));
    add(
        3,
        r ->
            wrong(SoakRequest.get("bad name", PAPERS + "/search?q=a&x" + r.nextInt() + "=1"), 400));
    add(
        3,
        r -> wrong(SoakRequest.get("bad filter", PAPERS + "/search?q=a&filter=colour:red"), 400));
    add(3, r -> wrong(SoakRequest.get("no item", PAPERS + "/documents/none-" + r.nextInt()), 404));
    add(2, r -> wrong(SoakRequest.get("no place", "/api/collections/x" + r.nextInt()), 404));
    add(2, r -> wrong(SoakRequest.get("no page", "/nothing/at/" + r.nextInt()), 404));
    add(
        2,
        r ->
            wrong(
                SoakRequest.get("no picture", PAPERS + "/documents/" + paper(r) + "/image"), 404));
    add(3, r -> wrong(SoakRequest.json("no JSON", PAPERS + "/search", "{\"text\": "), 400));
    add(
        2,
        r -> wrong(SoakRequest.json("bad vector", PAPERS + "/search", "{\"vector\":[1,2]}"), 400));
    add(
        2,
        r -> wrong(SoakRequest.of("bad type", "POST", PAPERS + "/search", bytes("text=a")), 415));
    add(2, r -> wrong(SoakRequest.of("bad method", "PUT", PAPERS + "/search", bytes("a")), 405));
    add(
        1,
        r ->
            wrong(
                SoakRequest.json(
                    "too long", PAPERS + "/search", "{\"text\":\"" + "a".repeat(1 << 20) + "\"}"),
                413));
    add(
        1,
        r ->
            wrong(
                SoakRequest.upload("no file of a kind", PAPERS + "/search/file", "a.pdf", noise(r)),
                422));
    add(2, r -> wrong(SoakRequest.get("bad escape", PAPERS + "/search?q=%zz"), 400));
  }

  private static SoakRequest wrong(SoakRequest request, int status) {
    return request.expecting(status);
  }

  private SoakRequest search(String kind, Random random, String parameters) {
    return compressible(
        kind, PAPERS + "/search?q=" + encoded(text(words, random)) + "&" + parameters, random);
  }

  private SoakRequest export(Random random, String parameters) {
    return compressible(
        "export", PAPERS + "/export?q=" + encoded(text(words, random)) + "&" + parameters, random);
  }

  private static SoakRequest body(String kind, Random random, String fields) {
    return SoakRequest.json(
            "body " + kind,
            PAPERS + "/search",
            "{" + fields + ",\"size\":" + (1 + random.nextInt(5)) + "}")
        .with("\"hits\"");
  }

  /** One that takes the answer compressed, or as it is. */
  private static SoakRequest compressible(String kind, String target, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> SoakRequest.get(kind, target, "Accept-Encoding", "gzip");
      case 1 -> SoakRequest.get(kind, target, "Accept-Encoding", "br, gzip");
      default -> SoakRequest.get(kind, target);
    };
  }

  private static String text(List<String> from, Random random) {
    return IntStream.range(0, 2 + random.nextInt(5))
        .mapToObj(i -> one(from, random))
        .collect(Collectors.joining(" "));
  }

  private static <T> T one(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private String paper(Random random) {
    return encoded(one(papers, random));
  }

  private String image(Random random) {
    return IMAGES + "/documents/" + one(scenes, random) + "/image";
  }

  private byte[] scene(Random random) {
    try {
      return Files.readAllBytes(gallery.resolve(one(scenes, random)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[2_000];
    random.nextBytes(bytes);
    System.arraycopy(bytes("%PDF-1.7\n"), 0, bytes, 0, 9);
    return bytes;
  }

  private static int year(Random random) {
    return 1992 + random.nextInt(30);
  }

  private static int depth(Random random) {
    return 10 + random.nextInt(200);
  }

  private static String vector(Random random, int dimension) {
    return IntStream.range(0, dimension)
        .mapToObj(i -> "%.4f".formatted(random.nextGaussian()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
