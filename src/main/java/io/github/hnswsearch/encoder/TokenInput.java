package io.github.hnswsearch.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What text models take, each as int64 [batch, tokens]. */
enum TokenInput {
  /** The tokens, filled up with the padding token. */
  INPUT_IDS {
    @Override
    void fill(Tokens text, long[] values, int from, int to, long padId) {
      System.arraycopy(text.ids(), 0, values, from, text.length());
      Arrays.fill(values, from + text.length(), to, padId);
    }
  },
  /** 1 for a token, 0 for padding. */
  ATTENTION_MASK {
    @Override
    void fill(Tokens text, long[] values, int from, int to, long padId) {
      Arrays.fill(values, from, from + text.length(), 1);
    }
  },
  /** 0 throughout: there is one segment. */
  TOKEN_TYPE_IDS {
    @Override
    void fill(Tokens text, long[] values, int from, int to, long padId) {}
  };

  /** Fills the places of one text, which are 0. */
  abstract void fill(Tokens text, long[] values, int from, int to, long padId);

  /** Its name in models. */
  String tensorName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Values of a batch, row by row, each row of the given length. */
  long[] values(List<Tokens> batch, int length, long padId) {
    long[] values = new long[batch.size() * length];
    for (int i = 0; i < batch.size(); i++) {
      fill(batch.get(i), values, i * length, (i + 1) * length, padId);
    }
    return values;
  }
}
