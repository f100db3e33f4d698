package io.github.hnswsearch.web;

import java.io.IOException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a body until it is whole, without a thread: a caller who sends slowly, in chunks of any
 * size, holds neither a thread nor a place in a queue nor more than a little memory. Bodies that no
 * route reads, or that announce more than it takes, are left for their route to refuse.
 */
final class SpooledBodies extends Handler.Wrapper {
  /** A query; as much for every connection there may be is little. */
  private static final int MEMORY_BYTES = 16 << 10;

  private final SpoolSpace space;
  private final Refusals refusals;

  /**
   * @param space for bodies that wait in files
   */
  SpooledBodies(SpoolSpace space, Refusals refusals) {
    this.space = space;
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields headers = request.getHeaders();
    Limit limit = Limit.of(headers.get(HttpHeader.CONTENT_TYPE));
    if (limit == null || headers.getLongField(HttpHeader.CONTENT_LENGTH) > limit.bytes) {
      return super.handle(request, response, callback);
    }
    new Arriving(request, response, callback, limit).run();
    return true;
  }

  /** The kinds of bodies that are read. */
  private enum Limit {
    JSON(RequestBody.MAX_BYTES, new RequestBody.ContentTooLargeException()),
    FORM(UploadForm.MAX_BODY_BYTES, UploadForm.tooLarge());

    private final int bytes;
    private final String refusal;

    Limit(int bytes, RequestBody.ContentTooLargeException beyond) {
      this.bytes = bytes;
      this.refusal = String.valueOf(beyond.getMessage());
    }

    static @Nullable Limit of(@Nullable String contentType) {
      if (RequestBody.isOf(RequestBody.MEDIA_TYPE, contentType)) {
        return JSON;
      }
      return RequestBody.isOf(UploadForm.MEDIA_TYPE, contentType) ? FORM : null;
    }
  }

  private final class Arriving implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Limit limit;
    private final Spool spool = new Spool(space, MEMORY_BYTES);

    Arriving(Request request, Response response, Callback callback, Limit limit) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.limit = limit;
      Request.addCompletionListener(request, failure -> spool.close());
    }

    /** Takes what is there, and comes again when there is more. */
    @Override
    public void run() {
      try {
        boolean last = false;
        while (!last && spool.length() <= limit.bytes && !spool.isRefused()) {
          Content.Chunk chunk = request.read();
          if (chunk == null) {
            // The connection waits for whoever is told that more is there: others do the work.
            request.demand(() -> request.getContext().execute(this));
            return;
          }
          if (Content.Chunk.isFailure(chunk)) {
            handOn(failed(chunk.getFailure()));
            return;
          }
          last = chunk.isLast();
          take(chunk);
        }
        end();
      } catch (Throwable e) {
        Response.writeError(request, response, callback, e);
      }
    }

    private void take(Content.Chunk chunk) throws IOException {
      try {
        spool.add(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
    }

    private void end() throws Exception {
      if (spool.length() > limit.bytes) {
        refusals.refuse(request, response, callback, Problem.Kind.CONTENT_TOO_LARGE, limit.refusal);
      } else if (!spool.finish()) {
        refusals.overloaded(
            request,
            response,
            callback,
            "body: expected fewer long bodies at a time, found as many bytes under way as the server"
                + " keeps");
      } else {
        handOn(spool.source(request.getComponents().getByteBufferPool()));
      }
    }

    private void handOn(Content.Source body) throws Exception {
      if (!SpooledBodies.super.handle(new Arrived(request, body), response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    }

    private static Content.Source failed(Throwable failure) {
      Content.Source nothing = Content.Source.from();
      nothing.fail(failure);
      return nothing;
    }
  }

  /** A request whose body is read from where it was kept. */
  private static final class Arrived extends Request.Wrapper {
    private final Content.Source body;

    private Arrived(Request request, Content.Source body) {
      super(request);
      this.body = body;
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demand) {
      body.demand(demand);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
      super.fail(failure);
    }
  }
}
