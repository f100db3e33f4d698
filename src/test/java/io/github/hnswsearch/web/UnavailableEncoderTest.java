package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.encoder.Encoders;
import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.index.IndexData;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection whose encoder's model is damaged: the machine's fault, and not its callers'. */
final class UnavailableEncoderTest {
  private static final String SEARCH = "/api/collections/papers/search";
  private static final String PLACE = "/home/somebody/model.pt";

  @TempDir private Path root;
  private OpenCollections collections;
  private RunningServer server;

  private record Damaged() implements Encoders {
    @Override
    public TextEncoder text(String name) throws BadInputException {
      throw damaged();
    }

    @Override
    public ImageEncoder image(String name) throws BadInputException {
      throw damaged();
    }

    @Override
    public boolean readsPictures(String name) {
      return true;
    }

    private static BadInputException damaged() {
      return new BadInputException(PLACE, "expected a model, found damage", "Fetch it again");
    }
  }

  @BeforeEach
  void start() throws IOException {
    new RealCollections(root)
        .with(
            "papers",
            new Schema(List.of(new Field("title", FieldType.TEXT))),
            List.of(
                RealCollections.item(
                    "a", "", "graphs", new Metadata(Map.of("title", List.of("graphs"))))));
    collections = RealCollections.open(new IndexData(root), new Damaged());
    server = new RunningServer(collections);
  }

  @AfterEach
  void stop() {
    server.close();
    collections.close();
  }

  @Test
  void aFileIsNotRefusedForItsSenderToCorrect() throws IOException {
    for (byte[] file : List.of(picture(), "graphs".getBytes(StandardCharsets.UTF_8))) {
      HttpResponse<String> response = upload(SEARCH + "/file", file);
      ApiProblemsTest.assertProblem(
          response, 503, "collection-unavailable", "encoder hashed-words:");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
      assertThat(response.body()).doesNotContain(PLACE);
    }
  }

  @Test
  void thePageOfAFileSaysSo() throws IOException {
    HttpResponse<String> page = upload("/c/papers/file", picture());
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("encoder hashed-words:").doesNotContain(PLACE);
  }

  @Test
  void aModeThatNeedsItIsRefusedAndNamesTheOneThatDoesNot() {
    HttpResponse<String> response = server.get(SEARCH + "?q=graphs&mode=vector");
    ApiProblemsTest.assertProblem(response, 400, "invalid-request", "mode: expected keyword");
    assertThat(response.body()).contains("encoder hashed-words:").doesNotContain(PLACE);
    assertThat(server.get(SEARCH + "?q=graphs").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> upload(String path, byte[] file) {
    return server.send(
        Multipart.request(server, path, Multipart.CONTENT_TYPE, Multipart.file("a", file)));
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }
}
