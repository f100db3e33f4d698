package io.github.hnswsearch.download;

import io.github.hnswsearch.record.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets what an address leads to: through proxies, redirects and Google Drive's confirmation page.
 */
final class WebClient {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient http;
  private final HuggingFace hub;
  private final Duration patience;

  /**
   * @param connect how long a connection may take to be made
   * @param patience how long nothing may arrive
   */
  WebClient(Map<String, String> environment, Duration connect, Duration patience)
      throws BadInputException {
    ProxySettings proxies = new ProxySettings(environment);
    this.hub = new HuggingFace(environment);
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // One large file at a time gains nothing from HTTP/2, and old proxies stumble over it.
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(connect)
            .proxy(proxies)
            .cookieHandler(new CookieManager());
    proxies.authenticator().ifPresent(builder::authenticator);
    this.http = builder.build();
  }

  /**
   * What came in the end.
   *
   * @param uri where it came from, after redirects
   * @param sha256 of the whole file, where the Hugging Face hub has told it on the way
   */
  record Answer(URI uri, int status, HttpHeaders headers, BodyReader body, Optional<String> sha256)
      implements Closeable {
    @Override
    public void close() {
      body.close();
    }
  }

  boolean isHub(URI uri) {
    return hub.serves(hub.mirrored(uri));
  }

  /**
   * @param start http or https
   * @param headers sent to every address on the way
   * @throws TransferFailure if no answer comes, or the way leads to something other than the file
   */
  Answer get(URI start, Map<String, String> headers) throws IOException, InterruptedException {
    URI uri = hub.mirrored(start);
    Optional<String> sha256 = Optional.empty();
    boolean confirmed = false;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<BodyReader> response = send(uri, headers);
      sha256 = sha256.or(() -> hub.publishedSha256(response.uri(), response.headers()));
      if (REDIRECTS.contains(response.statusCode())) {
        response.body().close();
        uri = follow(uri, response.headers().firstValue("Location").orElse(""));
        continue;
      }
      Answer answer =
          new Answer(uri, response.statusCode(), response.headers(), response.body(), sha256);
      if (!isWebPage(answer)) {
        return answer;
      }
      InterveningPage page = read(answer);
      Optional<URI> confirmation = confirmed ? Optional.empty() : page.confirmation(uri);
      if (page.isQuotaExceeded()) {
        throw quotaExceeded();
      }
      if (answer.status() != 200) {
        return answer;
      }
      if (confirmation.isEmpty()) {
        throw webPage(page);
      }
      confirmed = true;
      uri = follow(uri, confirmation.get().toString());
    }
    throw TransferFailure.lasting(
        "expected the file after at most " + MAX_REDIRECTS + " redirects, found one more",
        "Open the address in a browser to see whether it still leads to the file",
        null);
  }

  private HttpResponse<BodyReader> send(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", "hnsw-search")
            // Sizes and ranges are those of the file, not of a compressed form of it.
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    hub.tokenFor(uri).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    CompletableFuture<HttpResponse<BodyReader>> coming =
        http.sendAsync(request.build(), info -> new BodyReader(patience));
    try {
      // Not the request's own timeout: from Java 26 on that one ends a long body too.
      return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(uri, e.getCause());
    } catch (TimeoutException e) {
      throw failure(uri, e);
    } finally {
      // Does nothing to an answer that is here.
      coming.cancel(true);
    }
  }

  private IOException failure(URI uri, @Nullable Throwable cause) {
    String host = uri.getHost();
    if (isUntrusted(cause)) {
      return TransferFailure.lasting(
          "expected a certificate of " + host + " that Java trusts, found another",
          "Behind a proxy that opens TLS, name a trust store that holds its certificate:"
              + " HNSW_SEARCH_JAVA_OPTIONS=-Djavax.net.ssl.trustStore=FILE",
          cause);
    }
    return TransferFailure.passing(
        "expected an answer of " + host + ", found " + what(cause),
        "Check the network, and HTTPS_PROXY if there is a proxy",
        cause);
  }

  private static boolean isUntrusted(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private String what(@Nullable Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "none for " + patience.toSeconds() + " s";
    }
    if (cause != null && cause.getCause() instanceof UnresolvedAddressException) {
      return "no host of that name";
    }
    return "no connection"
        + (cause == null || cause.getMessage() == null ? "" : ", " + cause.getMessage());
  }

  private static URI follow(URI from, String location) throws TransferFailure {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw badRedirect(from, "an address that cannot be read", e);
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    if (location.isBlank() || to.getHost() == null || !scheme.matches("https?")) {
      throw badRedirect(from, "no address of the web", null);
    }
    if (scheme.equals("http") && from.getScheme().equalsIgnoreCase("https")) {
      throw badRedirect(from, "one to http://" + to.getHost() + ", without TLS", null);
    }
    return to;
  }

  private static TransferFailure badRedirect(URI from, String found, @Nullable Throwable cause) {
    return TransferFailure.lasting(
        "expected a redirect of " + from.getHost() + " to an https address, found " + found,
        "Check the address; a network that asks for a log-in may have answered in its place",
        cause);
  }

  private static boolean isWebPage(Answer answer) {
    return answer
        .headers()
        .firstValue("Content-Type")
        .map(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("text/html"))
        .orElse(false);
  }

  private static InterveningPage read(Answer answer) throws IOException, InterruptedException {
    StringBuilder html = new StringBuilder();
    try (answer) {
      ByteBuffer bytes;
      while (html.length() < InterveningPage.MAX_BYTES && (bytes = answer.body().next()) != null) {
        // What is looked for is ASCII, so that characters cut in two do no harm.
        html.append(StandardCharsets.ISO_8859_1.decode(bytes));
      }
    }
    return new InterveningPage(html.toString());
  }

  private static TransferFailure quotaExceeded() {
    return TransferFailure.lasting(
        "expected the file, found Google's page that it has been downloaded too often lately",
        "Try again in 24 hours; or open the address in a browser, signed in, and copy the file to"
            + " your own Drive, which has a quota of its own",
        null);
  }

  private static TransferFailure webPage(InterveningPage page) {
    return TransferFailure.lasting(
        "expected the file, found a web page titled \"" + page.title() + "\"",
        "Open the address in a browser: it, or the network, may ask for a log-in or a licence",
        null);
  }
}
