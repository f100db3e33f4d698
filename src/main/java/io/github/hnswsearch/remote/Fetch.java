package io.github.hnswsearch.remote;

import io.github.hnswsearch.picture.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** One picture by its address, through redirects that are checked like the address itself. */
final class Fetch {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int OK = 200;

  private final CloseableHttpClient client;
  private final FetchPolicy policy;
  private final FetchLimits limits;
  private final Deadline deadline;

  Fetch(CloseableHttpClient client, FetchPolicy policy, FetchLimits limits, Deadline deadline) {
    this.client = client;
    this.policy = policy;
    this.limits = limits;
    this.deadline = deadline;
  }

  /** What an address answers: a picture, or another address. */
  private sealed interface Answer {
    record File(byte[] bytes) implements Answer {}

    record Redirect(WebAddress target) implements Answer {}
  }

  byte[] run(String address) throws FetchFailure {
    WebAddress at = WebAddress.parse(address);
    for (int redirects = 0; redirects <= limits.redirects(); redirects++) {
      switch (get(at)) {
        case Answer.File file -> {
          return file.bytes();
        }
        case Answer.Redirect redirect -> at = redirect.target();
      }
    }
    throw new FetchFailure(
        FetchOutcome.BAD_ANSWER, "its server redirects more than " + limits.redirects() + " times");
  }

  private Answer get(WebAddress address) throws FetchFailure {
    if (!policy.ports().test(address.port())) {
      throw new FetchFailure(
          FetchOutcome.REFUSED, "its address has a port that is none of the web's, 80 and 443");
    }
    HttpGet request = new HttpGet(address.uri());
    deadline.watch(request);
    try (ClassicHttpResponse response = client.executeOpen(target(address), request, null)) {
      try {
        return read(address, response);
      } finally {
        // Closing alone would read an answer to its end, and there may be none.
        request.cancel();
      }
    } catch (FetchFailure e) {
      throw deadline.hasPassed() ? tooLate(e) : e;
    } catch (IOException e) {
      throw deadline.hasPassed() ? tooLate(e) : failure(e);
    }
  }

  /** Host header, server name and certificate go by the name; the connection by what it led to. */
  private static HttpHost target(WebAddress address) {
    return new HttpHost(address.uri().getScheme(), address.host(), address.port());
  }

  private Answer read(WebAddress address, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (REDIRECTS.contains(status)) {
      Header location = response.getFirstHeader(HttpHeaders.LOCATION);
      if (location == null || location.getValue() == null) {
        throw badAnswer("its server redirects without saying where to");
      }
      return new Answer.Redirect(address.follow(location.getValue()));
    }
    if (status != OK) {
      throw badAnswer("its server answered with status " + status);
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      throw badAnswer("its server sent nothing");
    }
    String encoding = entity.getContentEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw badAnswer("its server sent it compressed, without being asked");
    }
    return new Answer.File(picture(entity));
  }

  private byte[] picture(HttpEntity entity) throws IOException {
    if (entity.getContentLength() > limits.bytes()) {
      throw tooLarge();
    }
    InputStream in = entity.getContent();
    byte[] start = in.readNBytes(PictureFormat.SIGNATURE_BYTES);
    if (PictureFormat.of(start) == null) {
      throw new FetchFailure(
          FetchOutcome.NOT_A_PICTURE,
          "what its server sent is no JPEG, PNG, GIF, BMP, TIFF or WebP picture");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(startingSize(entity));
    bytes.writeBytes(start);
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (bytes.size() + read > limits.bytes()) {
        throw tooLarge();
      }
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }

  private static int startingSize(HttpEntity entity) {
    return Math.clamp(entity.getContentLength(), 1 << 10, 1 << 18);
  }

  private FetchFailure failure(IOException failure) {
    return switch (failure) {
      case CheckedDns.SlowLookupException e -> tooLate(e);
      // Whether a private name exists is nobody's business: both read the same.
      case CheckedDns.RefusedHostException e -> notPublic(FetchOutcome.REFUSED, e);
      case UnknownHostException e -> notPublic(FetchOutcome.UNREACHABLE, e);
      case SocketTimeoutException e -> tooLate(e);
      case SSLException e ->
          unreachable("its server has no certificate that is trusted, or no TLS", e);
      default ->
          unreachable("its server could not be reached, or broke the connection off", failure);
    };
  }

  private static FetchFailure tooLate(IOException cause) {
    return new FetchFailure(FetchOutcome.TIMED_OUT, "its server did not send it in time", cause);
  }

  private static FetchFailure notPublic(FetchOutcome outcome, @Nullable Throwable cause) {
    return new FetchFailure(
        outcome, "the host of its address is not found on the public internet", cause);
  }

  private static FetchFailure unreachable(String message, IOException cause) {
    return new FetchFailure(FetchOutcome.UNREACHABLE, message, cause);
  }

  private static FetchFailure badAnswer(String message) {
    return new FetchFailure(FetchOutcome.BAD_ANSWER, message);
  }

  private FetchFailure tooLarge() {
    return new FetchFailure(
        FetchOutcome.TOO_LARGE, "it is larger than %,d bytes".formatted(limits.bytes()));
  }
}
