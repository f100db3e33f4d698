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
 * Writes a gallery into a folder: the pictures, and {@code scenes.jsonl} with a line for each. What
 * is written depends on the seed, the count, the size and the format alone, not on the threads.
 */
public final class GalleryWriter {
  /** The scenes, one a line. */
  public static final String SCENES = "scenes.jsonl";

  /** All pictures, where the format is {@link PictureFormat#RAW}. */
  public static final String PICTURES = "pictures.u8";

  /** How many pictures a thread makes before they are written; bounds the memory in use. */
  private static final int BATCH_PER_THREAD = 32;

  private final SceneSampler sampler;
  private final int size;
  private final PictureFormat format;
  private final int threads;

  /**
   * @param seed what the scenes are drawn from
   * @param size width and height in pixels
   * @param threads how many pictures are made at a time
   */
  public GalleryWriter(long seed, int size, PictureFormat format, int threads) {
    this.sampler = new SceneSampler(seed);
    this.size = size;
    this.format = format;
    this.threads = threads;
  }

  /** A picture and its line. */
  private record Page(String file, byte[] picture, String line) {}

  /**
   * Writes the first scenes of the seed.
   *
   * @param folder which is there
   * @param progress told how many are written
   */
  public void write(long count, Path folder, LongConsumer progress) throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads);
        Writer scenes = Files.newBufferedWriter(folder.resolve(SCENES));
        OutputStream raw =
            format == PictureFormat.RAW
                ? new BufferedOutputStream(Files.newOutputStream(folder.resolve(PICTURES)), 1 << 20)
                : OutputStream.nullOutputStream()) {
      long batch = (long) BATCH_PER_THREAD * threads;
      for (long start = 0; start < count; start += batch) {
        List<Callable<Page>> tasks = new ArrayList<>();
        for (long index = start; index < Math.min(count, start + batch); index++) {
          long at = index;
          tasks.add(() -> page(at));
        }
        for (Future<Page> done : workers.invokeAll(tasks)) {
          Page page = done.get();
          scenes.write(page.line() + "\n");
          if (format == PictureFormat.RAW) {
            raw.write(page.picture());
          } else {
            Files.write(folder.resolve(page.file()), page.picture());
          }
        }
        progress.accept(Math.min(count, start + batch));
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
    String file = format == PictureFormat.RAW ? PICTURES : id + "." + format.text();
    byte[] picture = PictureEncoder.encode(ScenePainter.paint(scene, size), format);
    return new Page(file, picture, SceneJson.of(scene, id, file));
  }
}
