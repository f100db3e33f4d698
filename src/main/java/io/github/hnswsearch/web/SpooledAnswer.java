package io.github.hnswsearch.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer that is kept as it is written. */
final class SpooledAnswer extends Response.Wrapper {
  /** The attribute of a request whose answer turned out not to be what it began as. */
  static final String FAILED = SpooledAnswer.class.getName() + ".failed";

  private final Spool spool;
  private boolean begun;
  private boolean whole;

  SpooledAnswer(Request request, Response response, Spool spool) {
    super(request, response);
    this.spool = spool;
  }

  /** Takes back what was said of a content that is not sent after all. */
  static void forget(Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.remove(HttpHeader.CONTENT_LENGTH);
    headers.remove(HttpHeader.CONTENT_ENCODING);
    headers.remove("Content-Disposition");
    headers.remove(HttpHeader.ETAG);
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
    begun = true;
    whole |= last;
    try {
      if (BufferUtil.hasContent(content)) {
        spool.add(content);
      }
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  @Override
  public boolean isCommitted() {
    return begun || super.isCommitted();
  }

  @Override
  public boolean hasLastWrite() {
    return whole || super.hasLastWrite();
  }

  @Override
  public boolean isCompletedSuccessfully() {
    return whole;
  }

  @Override
  public void reset() {
    if (isCommitted()) {
      throw new IllegalStateException("the answer has begun");
    }
    super.reset();
  }
}
