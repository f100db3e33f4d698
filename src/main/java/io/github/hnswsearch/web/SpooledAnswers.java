package io.github.hnswsearch.web;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps an answer until it is whole, and sends it then without a thread: a caller who reads slowly,
 * or not at all, holds neither a thread nor a place in a queue nor an open index.
 */
final class SpooledAnswers extends Handler.Wrapper {
  /** Of answers that wait in files for their callers to read them. */
  static final long MOST_BYTES = 1L << 30;

  private final Refusals refusals;
  private final long most;
  private final AtomicLong inFiles = new AtomicLong();

  /**
   * @param most bytes of answers that may wait in files
   */
  SpooledAnswers(Refusals refusals, long most) {
    this.refusals = refusals;
    this.most = most;
  }

  /** Bytes of answers that wait in files at the moment. */
  long kept() {
    return inFiles.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    MadeRequest made = new MadeRequest(request);
    Spool spool = new Spool(inFiles, most);
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
      if (spool.isTooLarge()) {
        spool.close();
        SpooledAnswer.forget(response);
        refusals.overloaded(
            request,
            response,
            getCallback(),
            "server: expected fewer answers that wait to be read, found as many bytes as it keeps");
        return;
      }
      spool.send(response, getCallback());
    }

    @Override
    public void failed(Throwable failure) {
      made.end(failure);
      spool.close();
      super.failed(failure);
    }
  }
}
