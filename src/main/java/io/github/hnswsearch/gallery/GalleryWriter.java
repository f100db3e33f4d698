package io.github.hnswsearch.gallery;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Writes a gallery into a folder: the pictures, what each of them shows, and the same as metadata
 * for an import. What is written depends on the seed, the size and the format alone, not on the
 * number of threads; more pictures of a seed begin with the same ones.
 */
public final class GalleryWriter {
  /** Everything known of the scenes, one a line. */
  public static final String SCENES = "scenes.jsonl";

  /** Titles and columns, one picture a line; its id is the name of the picture's file. */
  public static final String METADATA = "metadata.jsonl";

  /** All pictures, where the format is {@link GalleryFormat#RAW}. */
  public static final String PICTURES = "pictures.u8";

  /** How many pictures a thread makes at most before they are written. */
  private static final int BATCH_PER_THREAD = 32;

  /** Bounds what is kept before it is written, where pictures are large. */
  private static final long BATCH_BYTES = 64L << 20;

  private static final long BYTES_PER_PIXEL = 3;

  private final SceneSampler sampler;
  private final int size;
  private final GalleryFormat format;
  private final int threads;

  /**
   * A writer of one gallery.
   *
   * @param seed what the scenes are drawn from
   * @param size width and height in pixels, 1 or more
   * @param threads how many pictures are made at a time, 1 or more
   */
  public GalleryWriter(long seed, int size, GalleryFormat format, int threads) {
    this.sampler = new SceneSampler(seed);
    this.size = size;
    this.format = format;
    this.threads = threads;
  }

  /** A picture, and its lines in the other files. */
  private record Page(String file, byte[] picture, String scene, String metadata) {}

  /** A file that the pages of a gallery go into, in their order. */
  @FunctionalInterface
  private interface PageSink {
    void write(Page page) throws IOException;
  }

  /**
   * Writes the first scenes of the seed.
   *
   * @param count how many, 1 or more
   * @param folder which is there and empty
   * @param progress told after each step how many more are written
   */
  public void write(long count, Path folder, LongConsumer progress) throws IOException {
    if (format == GalleryFormat.RAW) {
      writeRaw(count, folder, progress);
    } else {
      writeFiles(count, folder, progress);
    }
  }

  private void writeRaw(long count, Path folder, LongConsumer progress) throws IOException {
    try (Writer scenes = Files.newBufferedWriter(folder.resolve(SCENES));
        OutputStream pictures =
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(PICTURES)))) {
      PageSink sink =
          page -> {
            pictures.write(page.picture());
            scenes.write(page.scene() + "\n");
          };
      draw(count, sink, progress);
    }
  }

  private void writeFiles(long count, Path folder, LongConsumer progress) throws IOException {
    try (Writer scenes = Files.newBufferedWriter(folder.resolve(SCENES));
        Writer metadata = Files.newBufferedWriter(folder.resolve(METADATA))) {
      PageSink sink =
          page -> {
            Files.write(folder.resolve(page.file()), page.picture());
            scenes.write(page.scene() + "\n");
            metadata.write(page.metadata() + "\n");
          };
      draw(count, sink, progress);
    }
  }

  private void draw(long count, PageSink sink, LongConsumer progress) throws IOException {
    long fitting = BATCH_BYTES / (BYTES_PER_PIXEL * size * size);
    long batch = Math.clamp(fitting, threads, (long) BATCH_PER_THREAD * threads);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (long start = 0; start < count; start += batch) {
        long end = Math.min(count, start + batch);
        List<Callable<Page>> tasks = new ArrayList<>();
        for (long index = start; index < end; index++) {
          long at = index;
          tasks.add(() -> page(at));
        }
        for (Future<Page> drawn : workers.invokeAll(tasks)) {
          sink.write(drawn.get());
        }
        progress.accept(end - start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while drawing", e);
    } catch (ExecutionException e) {
      throw new IOException("a picture could not be drawn: " + e.getCause(), e);
    }
  }

  private Page page(long index) throws IOException {
    Scene scene = sampler.scene(index);
    String id = String.format(Locale.ROOT, "scene-%06d", index + 1);
    String file = format == GalleryFormat.RAW ? PICTURES : id + "." + format.text();
    return new Page(
        file,
        PictureBytes.of(ScenePainter.paint(scene, size), format),
        SceneLines.scene(scene, id, file),
        SceneLines.metadata(scene, file));
  }
}
