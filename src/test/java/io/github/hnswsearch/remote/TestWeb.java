package io.github.hnswsearch.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

/**
 * A host of the web, as far as a fetch can tell: {@link #HOST} resolves to this server, and the
 * policy takes its address, that very object, for a public one. All other addresses of loopback are
 * what they are. Answers are written byte by byte by the tests.
 */
public final class TestWeb implements AutoCloseable {
  public static final String HOST = "pictures.example";

  /** Writes an answer, status line and all. */
  @FunctionalInterface
  public interface Reply {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final InetAddress address;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();

  public TestWeb() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  TestWeb(ServerSocketFactory sockets) throws IOException {
    server = sockets.createServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 500);
    address = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    threads.execute(this::accept);
  }

  /** The one address of this host. */
  InetAddress address() {
    return address;
  }

  int port() {
    return server.getLocalPort();
  }

  public String url(String path) {
    return "http://" + HOST + ":" + port() + path;
  }

  /** The default policy, to which this server is a public host, and its port one of the web. */
  public FetchPolicy policy() {
    return policy(this::resolve);
  }

  /** The same with other names; an equal address that is another object is not this server's. */
  @SuppressWarnings("ReferenceEquality")
  FetchPolicy policy(HostResolver resolver) {
    return new FetchPolicy(
        resolver,
        candidate -> candidate == address || PublicAddresses.contains(candidate),
        port -> port == port() || FetchPolicy.PUBLIC_WEB.ports().test(port));
  }

  List<InetAddress> resolve(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    if (!host.equals(HOST)) {
      throw new UnknownHostException(host);
    }
    return List.of(address);
  }

  int lookups() {
    return lookups.get();
  }

  String secureUrl(String path) {
    return "https://" + HOST + ":" + port() + path;
  }

  /** Names that clients of TLS asked for. */
  List<String> serverNames() {
    return serverNames;
  }

  public TestWeb on(String path, Reply reply) {
    replies.put(path, reply);
    return this;
  }

  /** Forgets answers and requests, as if nobody had been here. */
  public void forget() {
    replies.clear();
    requests.clear();
  }

  /** Heads of the requests so far. */
  public List<String> requests() {
    return requests;
  }

  /** A whole answer with a length. */
  public static Reply file(byte[] content, String... headers) {
    return out -> {
      out.write(head("200 OK", headers));
      out.write(
          ("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(content);
    };
  }

  /** An answer without a body. */
  public static Reply status(String status, String... headers) {
    return out -> {
      out.write(head(status, headers));
      out.write("Content-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    };
  }

  static Reply redirect(String location) {
    return status("302 Found", "Location: " + location);
  }

  /** A status line and headers, without the empty line that ends them. */
  static byte[] head(String status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      String head = readHead(new BufferedInputStream(socket.getInputStream()));
      requests.add(head);
      if (socket instanceof SSLSocket secure) {
        ((ExtendedSSLSession) secure.getSession())
            .getRequestedServerNames()
            .forEach(name -> serverNames.add(((SNIHostName) name).getAsciiName()));
      }
      String path = head.split(" ", 3)[1];
      OutputStream out = socket.getOutputStream();
      replies.getOrDefault(path, status("404 Not Found")).write(out);
      out.flush();
    } catch (IOException e) {
      // The client has gone, as it should in many tests.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ends within its head");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
