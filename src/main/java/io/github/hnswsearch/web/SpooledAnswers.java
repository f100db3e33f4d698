package io.github.hnswsearch.web;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps an answer until it is whole, and sends it then without a thread: a caller who reads slowly,
 * or not at all, holds neither a thread nor a place in a queue nor an open index.
 */
final class SpooledAnswers extends Handler.Wrapper {
  /** As much for every connection there may be is bearable, and most pages are no longer. */
  private static final int MEMORY_BYTES = 64 << 10;

  private final SpoolSpace space;
  private final Refusals refusals;

  /**
   * @param space for answers that wait in files
   */
  SpooledAnswers(SpoolSpace space, Refusals refusals) {
    this.space = space;
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    MadeRequest made = new MadeRequest(request);
    Spool spool = new Spool(space, MEMORY_BYTES);
    SpooledAnswer answer = new SpooledAnswer(made, response, spool);
    boolean handled = false;
    try {
      handled =
          super.handle(made, answer, new End(made, request, response, spool, refusals, callback));
    } finally {
      if (!handled) {
        made.end(null);
        spool.close();
      }
    }
    return handled;
  }

  /** Sends what was kept once the answer is made. */
  private static final class End extends Callback.Nested {
    private final MadeRequest made;
    private final Request request;
    private final Response response;
    private final Spool spool;
    private final Refusals refusals;

    private End(
        MadeRequest made,
        Request request,
        Response response,
        Spool spool,
        Refusals refusals,
        Callback callback) {
      super(callback);
      this.made = made;
      this.request = request;
      this.response = response;
      this.spool = spool;
      this.refusals = refusals;
    }

    @Override
    public void succeeded() {
      made.end(null);
      try {
        if (request.getAttribute(SpooledAnswer.FAILED) != null) {
          giveUp();
          refusals.failed(request, response, getCallback());
        } else if (spool.finish()) {
          spool.send(response, getCallback());
        } else {
          giveUp();
          refusals.overloaded(
              request,
              response,
              getCallback(),
              "server: expected fewer answers that wait to be read, found as many bytes as it keeps");
        }
      } catch (IOException e) {
        spool.close();
        super.failed(e);
      }
    }

    private void giveUp() {
      spool.close();
      SpooledAnswer.forget(response);
    }

    @Override
    public void failed(Throwable failure) {
      made.end(failure);
      spool.close();
      super.failed(failure);
    }
  }
}
