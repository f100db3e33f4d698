package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for every request, written when it is answered. What was searched for is the
 * business of those who search: queries and bodies are not logged. JSON escapes what callers send,
 * so that none of it can begin a line.
 */
final class AccessLog implements RequestLog {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int LONGEST_TEXT = 500;
  private static final double NANOS_PER_MILLI = 1e6;

  private final OutputStream out;
  private final ObjectMapper json =
      JsonMapper.builder()
          // Terminals and other programs take some characters for the end of a line, or for orders.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();
  private final ReentrantLock writing = new ReentrantLock();
  private boolean failed;

  /** A line. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String time,
      @JsonProperty("request_id") String requestId,
      String method,
      String route,
      String path,
      int status,
      @JsonProperty("duration_ms") double durationMs,
      long bytes,
      String remote,
      @JsonProperty("user_agent") @Nullable String userAgent) {}

  /**
   * @param out receives whole lines; flushed after each, never closed
   */
  AccessLog(OutputStream out) {
    this.out = out;
  }

  @Override
  public void log(Request request, Response response) {
    Line line =
        new Line(
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            RequestId.of(request),
            cut(request.getMethod()),
            RouteTemplate.of(request),
            cut(String.valueOf(request.getHttpURI().getPath())),
            response.getStatus(),
            Answered.took(request).toNanos() / NANOS_PER_MILLI,
            Response.getContentBytesWritten(response),
            Request.getRemoteAddr(request),
            cut(request.getHeaders().get(HttpHeader.USER_AGENT)));
    writing.lock();
    try {
      out.write(json.writeValueAsBytes(line));
      out.write('\n');
      out.flush();
      failed = false;
    } catch (IOException e) {
      // A full disk is told of once; requests are answered all the same.
      if (!failed) {
        LOG.log(Level.WARNING, "The access log cannot be written: " + e.getMessage());
      }
      failed = true;
    } finally {
      writing.unlock();
    }
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
