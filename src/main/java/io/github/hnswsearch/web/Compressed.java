package io.github.hnswsearch.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.compression.brotli.BrotliCompression;
import org.eclipse.jetty.compression.brotli.BrotliEncoderConfig;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Compresses long answers for callers who can read that, in Brotli where this machine has it. */
final class Compressed {
  /** What fits into a packet is sent no sooner for being shorter. */
  static final int LEAST_BYTES = 1400;

  /** Of 11: about as fast as gzip, and smaller. The default takes seconds for a long answer. */
  private static final int BROTLI_LEVEL = 4;

  /**
   * As they are sent, but for the charset: Jetty compares them whole. Pictures other than drawings
   * are compressed already.
   */
  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          "application/jsonl",
          "application/x-ndjson",
          "application/openmetrics-text",
          "application/x-bibtex",
          "application/x-research-info-systems",
          "image/svg+xml",
          "text/css",
          "text/csv;header=present",
          "text/html",
          "text/javascript",
          "text/plain",
          "text/plain; version=0.0.4");

  private Compressed() {}

  static Handler.Wrapper handler() {
    CompressionHandler handler = new VaryingCompression();
    List<String> preferred = new ArrayList<>();
    for (Compression compression : compressions()) {
      handler.putCompression(compression);
      preferred.add(compression.getEncodingName());
    }
    CompressionConfig.Builder config =
        CompressionConfig.builder()
            .compressIncludeMethod("GET")
            .compressIncludeMethod("POST")
            .compressPreferredEncodings(preferred)
            // A compressed body may be a thousand times as long as it was announced.
            .decompressExcludePath("/*");
    MEDIA_TYPES.forEach(config::compressIncludeMimeType);
    handler.putConfiguration("/*", config.build());
    return handler;
  }

  /**
   * Works around two faults of Jetty's: it writes 304 to a compressed HEAD twice, so HEAD is left
   * alone but for Vary; and it answers 304 with the caller's tags for the one that matched, so a
   * caller with several is not compressed for.
   */
  private static final class VaryingCompression extends CompressionHandler {
    private static final HttpField VARY =
        new PreEncodedHttpField(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      response.getHeaders().ensureField(VARY);
      String tags = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
      boolean plain = tags != null && !EntityTag.isOne(tags);
      return plain
          ? getHandler().handle(request, response, callback)
          : super.handle(request, response, callback);
    }
  }

  private static List<Compression> compressions() {
    List<Compression> all = new ArrayList<>();
    if (Brotli4jLoader.isAvailable()) {
      BrotliEncoderConfig level = new BrotliEncoderConfig();
      level.setCompressionLevel(BROTLI_LEVEL);
      BrotliCompression brotli = new BrotliCompression();
      brotli.setDefaultEncoderConfig(level);
      all.add(brotli);
    }
    all.add(new GzipCompression());
    all.forEach(compression -> compression.setMinCompressSize(LEAST_BYTES));
    return all;
  }
}
