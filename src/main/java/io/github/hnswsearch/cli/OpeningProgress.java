package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.Progress;
import io.github.hnswsearch.index.BuildListener;
import org.jspecify.annotations.Nullable;

/** Reports the opening of a data set as phases of the build. */
final class OpeningProgress implements Progress {
  private final BuildListener listener;
  private @Nullable Step step;
  private long reported;

  OpeningProgress(BuildListener listener) {
    this.listener = listener;
  }

  @Override
  public void advanced(Step step, long done, long total) {
    if (this.step != step) {
      if (this.step == null && step == Step.METADATA) {
        return; // The look at the start of the file, before the ids are read.
      }
      end();
      this.step = step;
      reported = 0;
      switch (step) {
        case IDS -> listener.begin("Reading ids", total, "rows");
        case METADATA -> listener.begin("Reading metadata", total, "bytes");
      }
    }
    listener.advance(done - reported);
    reported = done;
  }

  /** Ends the phase that is running, if any. */
  void end() {
    if (step != null) {
      listener.end();
      step = null;
    }
  }
}
