package io.github.hnswsearch.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.remote.TestWeb.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server sends, a fetch ends soon and takes up little. */
@Timeout(60)
final class HostileAnswersTest {
  private static final Duration TOTAL = Duration.ofMillis(900);
  private static final FetchLimits LIMITS =
      new FetchLimits(1 << 20, 5, Duration.ofMillis(600), Duration.ofMillis(500), TOTAL, 4, 10);
  private static final byte[] JPEG =
      "\u00ff\u00d8\u00ff\u00e0 and so on".getBytes(StandardCharsets.ISO_8859_1);

  private TestWeb web;
  private RemotePictures pictures;

  @BeforeEach
  void start() throws IOException {
    web = new TestWeb();
    pictures = new RemotePictures(web.policy(), LIMITS);
  }

  @AfterEach
  void stop() {
    pictures.close();
    web.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        // Without an end.
        answer("a body without an end", FetchOutcome.TOO_LARGE, endless("Server: a")),
        answer(
            "chunks without an end",
            FetchOutcome.TOO_LARGE,
            out -> {
              out.write(TestWeb.head("200 OK", "Transfer-Encoding: chunked", ""));
              byte[] chunk = new byte[1 << 14];
              System.arraycopy(JPEG, 0, chunk, 0, JPEG.length);
              while (true) {
                out.write("4000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(chunk);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
              }
            }),
        answer(
            "headers without an end",
            FetchOutcome.UNREACHABLE,
            out -> {
              out.write(TestWeb.head("200 OK"));
              for (long i = 0; ; i++) {
                out.write(("X-" + i + ": a\r\n").getBytes(StandardCharsets.US_ASCII));
              }
            }),
        answer(
            "a header without an end",
            FetchOutcome.UNREACHABLE,
            out -> {
              out.write("HTTP/1.1 200 OK\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(JPEG);
              }
            }),
        answer(
            "hints of what is to come without an end",
            FetchOutcome.TIMED_OUT,
            out -> {
              while (true) {
                out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(20);
              }
            }),
        answer(
            "an error page without an end",
            FetchOutcome.BAD_ANSWER,
            out -> {
              out.write(TestWeb.head("500 Oops", ""));
              while (true) {
                out.write(new byte[1 << 14]);
              }
            }),
        answer(
            "a redirect with a body without an end",
            FetchOutcome.REFUSED,
            out -> {
              out.write(TestWeb.head("302 Found", "Location: http://127.0.0.1/", ""));
              while (true) {
                out.write(new byte[1 << 14]);
              }
            }),
        // Without haste.
        answer(
            "a byte now and then", FetchOutcome.TIMED_OUT, drip(TestWeb.head("200 OK", ""), JPEG)),
        answer("a head byte by byte", FetchOutcome.TIMED_OUT, drip(new byte[0], endlessHead())),
        answer("silence", FetchOutcome.TIMED_OUT, out -> Thread.sleep(10_000)),
        answer(
            "silence in the middle",
            FetchOutcome.TIMED_OUT,
            out -> {
              out.write(TestWeb.head("200 OK", "Content-Length: 1000", ""));
              out.write(JPEG);
              out.flush();
              Thread.sleep(10_000);
            }),
        // Lies about the length.
        answer(
            "a length of many gigabytes",
            FetchOutcome.TOO_LARGE,
            out -> out.write(TestWeb.head("200 OK", "Content-Length: 99999999999", ""))),
        answer(
            "a length that is not reached",
            FetchOutcome.UNREACHABLE,
            out -> {
              out.write(TestWeb.head("200 OK", "Content-Length: 1000", ""));
              out.write(JPEG);
            }),
        answer(
            "a length below zero",
            FetchOutcome.UNREACHABLE,
            TestWeb.status("200 OK", "Content-Length: -5")),
        answer(
            "a chunk of many gigabytes",
            FetchOutcome.UNREACHABLE,
            out -> {
              out.write(TestWeb.head("200 OK", "Transfer-Encoding: chunked", ""));
              out.write("ffffffffffffffff\r\n".getBytes(StandardCharsets.US_ASCII));
              out.write(JPEG);
            }),
        // Other things under the name and type of a picture.
        notAPicture(
            "a web page", "<!doctype html><title>a</title>".getBytes(StandardCharsets.UTF_8)),
        notAPicture(
            "a drawing with a script",
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.UTF_8)),
        notAPicture("an archive", "PK\3\4 and so on".getBytes(StandardCharsets.UTF_8)),
        notAPicture("a compressed file", gzip(new byte[1 << 20])),
        notAPicture("nothing", new byte[0]),
        notAPicture("half a signature", "\u0089PN".getBytes(StandardCharsets.ISO_8859_1)),
        notAPicture("a document", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)),
        notAPicture("a secret", "aws_secret_access_key = a".getBytes(StandardCharsets.UTF_8)),
        answer(
            "no content",
            FetchOutcome.BAD_ANSWER,
            out -> out.write(TestWeb.head("204 No Content", ""))),
        answer(
            "a bomb by its encoding",
            FetchOutcome.BAD_ANSWER,
            TestWeb.file(
                gzip(new byte[1 << 24]), "Content-Type: image/png", "Content-Encoding: gzip")),
        answer(
            "a bomb by two encodings",
            FetchOutcome.BAD_ANSWER,
            TestWeb.file(gzip(gzip(new byte[1 << 24])), "Content-Encoding: gzip, gzip")),
        // No HTTP.
        answer("another protocol", FetchOutcome.UNREACHABLE, text("SSH-2.0-OpenSSH_9.9\r\n")),
        answer("hardly a status", FetchOutcome.UNREACHABLE, text("HTTP/1.1 abc\r\n\r\n")),
        answer("nothing at all", FetchOutcome.UNREACHABLE, out -> {}),
        // Statuses.
        answer(
            "a call for a password",
            FetchOutcome.BAD_ANSWER,
            TestWeb.status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"a\"")),
        answer(
            "a proxy's call for a password",
            FetchOutcome.BAD_ANSWER,
            TestWeb.status("407 Proxy", "Proxy-Authenticate: Negotiate")),
        answer("not found", FetchOutcome.BAD_ANSWER, TestWeb.status("404 Not Found")),
        answer("part of it", FetchOutcome.BAD_ANSWER, TestWeb.status("206 Partial")),
        answer(
            "another protocol from here on",
            FetchOutcome.BAD_ANSWER,
            TestWeb.status("426 Upgrade Required", "Upgrade: h2c", "Connection: Upgrade")),
        answer("a redirect to nowhere", FetchOutcome.BAD_ANSWER, TestWeb.status("302 Found")),
        answer("a redirect to itself", FetchOutcome.BAD_ANSWER, TestWeb.redirect("/picture.jpg")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void isHarmlessAndQuick(String name, FetchOutcome expected, Reply reply) {
    web.on("/picture.jpg", reply);
    long start = System.nanoTime();

    FetchFailure failure = failure("/picture.jpg");

    assertThat(failure.outcome()).as(failure.getMessage()).isEqualTo(expected);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOTAL.plusSeconds(3));
  }

  /** A server that accepts a connection and then says nothing of TLS. */
  @Test
  void aHandshakeWithoutAnEndIsBrokenOff() {
    assertThat(failure(web.secureUrl("/picture.jpg"), pictures).outcome())
        .isEqualTo(FetchOutcome.TIMED_OUT);
  }

  @Test
  void aLookUpWithoutAnEndIsNotWaitedFor() {
    HostResolver asleep =
        host -> {
          try {
            Thread.sleep(30_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (RemotePictures names = new RemotePictures(web.policy(asleep), LIMITS)) {
      assertThat(failure("http://slow.example/", names).outcome())
          .isEqualTo(FetchOutcome.TIMED_OUT);
    }
  }

  @Test
  void redirectsHaveAnEnd() {
    for (int i = 0; i < 7; i++) {
      web.on("/" + i, TestWeb.redirect("/" + (i + 1)));
    }
    web.on("/7", TestWeb.file(TestPictures.png()));

    assertThat(failure("/0").getMessage()).isEqualTo("its server redirects more than 5 times");
    assertThat(web.requests()).hasSize(6);
  }

  @Test
  void redirectsShareTheirTime() {
    for (int i = 0; i < 5; i++) {
      String next = "/" + (i + 1);
      web.on(
          "/" + i,
          out -> {
            Thread.sleep(300);
            TestWeb.redirect(next).write(out);
          });
    }

    assertThat(failure("/0").outcome()).isEqualTo(FetchOutcome.TIMED_OUT);
    assertThat(web.requests()).hasSizeLessThan(5);
  }

  private static Arguments answer(String name, FetchOutcome outcome, Reply reply) {
    return Arguments.of(name, outcome, reply);
  }

  private static Arguments notAPicture(String name, byte[] file) {
    return answer(name, FetchOutcome.NOT_A_PICTURE, TestWeb.file(file, "Content-Type: image/jpeg"));
  }

  private static Reply text(String answer) {
    return out -> out.write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static Reply endless(String header) {
    return out -> {
      out.write(TestWeb.head("200 OK", header, ""));
      while (true) {
        out.write(JPEG);
      }
    };
  }

  private static Reply drip(byte[] first, byte[] rest) {
    return out -> {
      out.write(first);
      for (int i = 0; ; i++) {
        out.write(rest[i % rest.length]);
        out.flush();
        Thread.sleep(20);
      }
    };
  }

  private static byte[] endlessHead() {
    return TestWeb.head("200 OK", "X-A: " + "a".repeat(5000));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(file)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private FetchFailure failure(String path) {
    return failure(web.url(path), pictures);
  }

  private static FetchFailure failure(String address, RemotePictures pictures) {
    try {
      byte[] file = pictures.fetch(address, FetchListener.NONE).get(20, TimeUnit.SECONDS);
      throw new AssertionError("fetched " + file.length + " bytes");
    } catch (ExecutionException e) {
      return (FetchFailure) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
