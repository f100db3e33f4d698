package io.github.hnswsearch.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.apache.lucene.tests.mockfile.FilterOutputStream2;
import org.apache.lucene.tests.mockfile.FilterSeekableByteChannel;

/**
 * The disk, of which operations fail: those that write, create, rename, link or sync are counted,
 * and apart from them those that delete.
 */
public final class FaultyFiles extends FilterFileSystemProvider {
  /** What goes wrong. */
  public enum Fault {
    /** One operation fails, as on a disk with a bad spot. */
    INPUT_OUTPUT("Input/output error"),
    /** From one operation on all fail but those that delete. */
    FULL("No space left on device"),
    /** One operation that deletes fails. */
    UNDELETABLE("Device or resource busy");

    /** What the operating system says of it. */
    public final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong deletions = new AtomicLong();
  private volatile long failing = Long.MAX_VALUE;
  private volatile Fault fault = Fault.INPUT_OUTPUT;
  private volatile String failingFolder = "";

  public FaultyFiles() {
    super("faulty://", FileSystems.getDefault());
  }

  /** A path whose operations are counted. */
  public Path at(Path path) {
    return wrapPath(path);
  }

  /**
   * Has an operation fail from now on.
   *
   * @param operation 1 for the next of its kind
   */
  public void fail(Fault kind, long operation) {
    operations.set(0);
    deletions.set(0);
    fault = kind;
    failing = operation;
  }

  /** Has every operation fail from now on that takes room below a folder of this name. */
  public void failBelow(String folder) {
    failingFolder = folder;
  }

  /** Has none fail from now on. */
  public void mend() {
    failingFolder = "";
    fail(Fault.INPUT_OUTPUT, Long.MAX_VALUE);
  }

  /** How many operations of a kind there have been since the last change. */
  public long operations(Fault kind) {
    return kind == Fault.UNDELETABLE ? deletions.get() : operations.get();
  }

  private void takeRoom(Path path) throws IOException {
    long operation = operations.incrementAndGet();
    boolean fails =
        switch (fault) {
          case INPUT_OUTPUT -> operation == failing;
          case FULL -> operation >= failing;
          case UNDELETABLE -> false;
        };
    failIf(fails || isBelow(path, failingFolder), path);
  }

  private static boolean isBelow(Path path, String folder) {
    return !folder.isEmpty() && path.toString().contains("/" + folder + "/");
  }

  private void giveRoom(Path path) throws IOException {
    long deletion = deletions.incrementAndGet();
    failIf(fault == Fault.UNDELETABLE && deletion == failing, path);
  }

  private void failIf(boolean fails, Path path) throws IOException {
    if (fails) {
      throw new FileSystemException(path.toString(), null, fault.message);
    }
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    takeRoom(path);
    return new FilterOutputStream2(super.newOutputStream(path, options)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        takeRoom(path);
        super.write(bytes, offset, length);
      }
    };
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!writes(options)) {
      return super.newByteChannel(path, options, attributes);
    }
    takeRoom(path);
    return new FilterSeekableByteChannel(super.newByteChannel(path, options, attributes)) {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        takeRoom(path);
        return super.write(bytes);
      }
    };
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (writes(options)) {
      takeRoom(path);
    }
    return new FilterFileChannel(super.newFileChannel(path, options, attributes)) {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        takeRoom(path);
        return super.write(bytes);
      }

      @Override
      public void force(boolean metadata) throws IOException {
        // Lucene asserts that a folder, which is opened to be read, can always be synced.
        if (writes(options)) {
          takeRoom(path);
        }
        super.force(metadata);
      }
    };
  }

  private static boolean writes(Set<? extends OpenOption> options) {
    return options.contains(StandardOpenOption.WRITE)
        || options.contains(StandardOpenOption.APPEND);
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    takeRoom(path);
    super.createDirectory(path, attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    takeRoom(link);
    super.createLink(link, existing);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    takeRoom(target);
    super.move(source, target, options);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    takeRoom(target);
    super.copy(source, target, options);
  }

  @Override
  public void delete(Path path) throws IOException {
    giveRoom(path);
    super.delete(path);
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    giveRoom(path);
    return super.deleteIfExists(path);
  }
}
