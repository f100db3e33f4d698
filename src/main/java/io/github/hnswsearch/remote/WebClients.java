package io.github.hnswsearch.remote;

import java.net.Proxy;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP clients that do nothing by themselves: no redirects, retries, cookies, credentials, proxies
 * or decompression. A connection serves one request, so that nothing that a server sends too much
 * is taken for the answer to the next.
 */
final class WebClients {
  private static final int MAX_LINE = 8192;
  private static final int MAX_HEADERS = 100;
  private static final String FORMATS =
      "image/jpeg, image/png, image/webp, image/gif, image/*;q=0.5";

  private WebClients() {}

  static CloseableHttpClient create(DnsResolver dns, FetchLimits limits) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections(dns, limits))
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(limits.total()))
                .setResponseTimeout(Timeout.of(limits.silence()))
                .build())
        .setUserAgent("hnsw-search")
        .setDefaultHeaders(
            List.of(
                new BasicHeader(HttpHeaders.ACCEPT, FORMATS),
                // A few bytes may unpack to any number.
                new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      DnsResolver dns, FetchLimits limits) {
    return new DirectConnections()
        .setDnsResolver(dns)
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust()))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(MAX_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setSocketTimeout(Timeout.of(limits.silence()))
                .build())
        .setMaxConnTotal(limits.concurrent())
        .setMaxConnPerRoute(limits.concurrent())
        .build();
  }

  /** The certificates that Java trusts, or those that the program was told to trust. */
  private static SSLContext trust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the trust store of this Java cannot be read", e);
    }
  }

  /** Sockets that pass by the proxies of the environment: those may reach what this host cannot. */
  private static final class DirectConnections extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver dns, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          proxy -> new Socket(Proxy.NO_PROXY),
          ports,
          dns,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }
}
