package io.github.hnswsearch.eval;

import io.github.hnswsearch.encoder.ImageEncoder;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.picture.Picture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Times an encoder with texts and pictures that it has not seen, so that no cache answers. */
public final class EncoderBenchmark {
  /** With the marks of begin and end, queries of 8 tokens. */
  private static final int SHORT_WORDS = 6;

  /** With the marks of begin and end, abstracts of 256 tokens. */
  private static final int LONG_WORDS = 254;

  private static final int PICTURE_WIDTH = 640;
  private static final int PICTURE_HEIGHT = 480;
  private static final int CHANNELS = 3;

  /** One token each in the vocabularies of CLIP and RoBERTa. */
  private static final List<String> WORDS =
      List.of(
          "light", "water", "field", "black", "star", "red", "boat", "night", "graph", "large",
          "small", "model", "city", "tree", "house", "road", "green", "summer", "music", "world",
          "north", "power", "game", "river");

  private final Duration duration;

  /** Texts of all runs: none is embedded twice. */
  private final AtomicInteger texts = new AtomicInteger();

  /**
   * @param duration of each run
   */
  public EncoderBenchmark(Duration duration) {
    this.duration = duration;
  }

  /** Texts of six words. */
  public ThroughputRun queries(TextEncoder encoder, int threads) throws IOException {
    return texts(encoder, threads, SHORT_WORDS);
  }

  /** Texts of 254 words, which an encoder may cut. */
  public ThroughputRun abstracts(TextEncoder encoder, int threads) throws IOException {
    return texts(encoder, threads, LONG_WORDS);
  }

  private ThroughputRun texts(TextEncoder encoder, int threads, int words) throws IOException {
    return ThroughputRun.measure(
        threads,
        duration,
        number -> encoder.encode(text(new Random(texts.getAndIncrement()), words)));
  }

  private static String text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  /** Decoded pictures of 640 x 480 pixels: resizing is part of the time, decoding is not. */
  public ThroughputRun pictures(ImageEncoder encoder, int threads) throws IOException {
    byte[] samples = new byte[PICTURE_WIDTH * PICTURE_HEIGHT * CHANNELS];
    new Random(1).nextBytes(samples);
    Picture picture = Picture.of(PICTURE_WIDTH, PICTURE_HEIGHT, samples);
    return ThroughputRun.measure(threads, duration, number -> encoder.encode(picture));
  }
}
