package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of this machine's loopback address, or of a name, made for one test class. */
public final class Tls {
  private static final String PASSWORD = "changeit";

  private final SSLContext context;

  private Tls(SSLContext context) {
    this.context = context;
  }

  /** What is done while Java trusts the certificate. */
  @FunctionalInterface
  public interface Trusting {
    void run() throws Exception;
  }

  public void trusted(Trusting work) throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try {
      work.run();
    } finally {
      SSLContext.setDefault(before);
    }
  }

  /**
   * @param folder for the key
   */
  static Tls in(Path folder) throws Exception {
    return of("ip:127.0.0.1", folder);
  }

  /**
   * A server with a certificate of its own.
   *
   * @param subject whom the certificate is for, as keytool writes it: {@code dns:a.example}
   * @param folder for the key
   */
  public static Tls of(String subject, Path folder) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(generate(subject, folder.resolve("keys.p12")))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return new Tls(context);
  }

  private static Path generate(String subject, Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=" + subject)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return file;
  }

  /** Makes sockets that show the certificate. */
  public ServerSocketFactory sockets() {
    return context.getServerSocketFactory();
  }

  FileServer server() throws Exception {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FileServer(server);
  }

  static URI uri(FileServer server, String path) {
    return URI.create("https://" + server.authority() + path);
  }
}
