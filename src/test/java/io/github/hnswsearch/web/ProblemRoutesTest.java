package io.github.hnswsearch.web;

import static io.github.hnswsearch.web.ApiProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(PaperCollections.class)
class ProblemRoutesTest {
  private static RunningServer server;

  @BeforeAll
  static void start(OpenCollections papers) throws IOException {
    server = new RunningServer(papers);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Problem.Kind.class)
  void everyTypeIsAnAddressThatExplainsIt(Problem.Kind kind) {
    String type = kind.because("", "").type();

    HttpResponse<String> text = server.get(type);
    HttpResponse<String> page = server.get(type, "Accept", "text/html,*/*;q=0.8");

    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(text.body()).startsWith(kind.title).contains(kind.text(), "" + kind.status);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body()).contains(kind.title, kind.text(), "" + kind.status);
    assertThat(kind.meaning.length()).isBetween(60, 400);
  }

  @Test
  void anUnknownTypeIsAnsweredWithTheKnownOnes() {
    assertProblem(
        server.get("/problems/none"), 404, "not-found", "expected one of invalid-request, ");
  }
}
