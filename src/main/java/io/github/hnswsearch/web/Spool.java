package io.github.hnswsearch.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The content of one answer: in memory while it is short, then in a temporary file. */
final class Spool implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Spool.class.getName());

  /** As much for every connection there may be is bearable, and most pages are no longer. */
  static final int MEMORY_BYTES = 64 << 10;

  private static final int BUFFER_BYTES = 32 << 10;

  private final AtomicLong inFiles;
  private final long most;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;
  private long length;
  private long counted;
  private boolean tooLarge;

  /**
   * @param inFiles bytes that all spools have in files
   * @param most that these may be
   */
  Spool(AtomicLong inFiles, long most) {
    this.inFiles = inFiles;
    this.most = most;
  }

  /** Takes what remains of a buffer. */
  void add(ByteBuffer content) throws IOException {
    length += content.remaining();
    if (file == null && length <= MEMORY_BYTES) {
      memory.writeBytes(BufferUtil.toArray(content));
    } else {
      write(file == null ? opened() : file, content);
    }
    content.position(content.limit());
  }

  private FileChannel opened() throws IOException {
    // Where files can be deleted while they are open, nothing is left of it if this process dies.
    FileChannel opened =
        FileChannel.open(
            Files.createTempFile("hnsw-search-answer-", null),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    file = opened;
    write(opened, ByteBuffer.wrap(memory.toByteArray()));
    memory.reset();
    return opened;
  }

  private void write(FileChannel to, ByteBuffer content) throws IOException {
    counted += content.remaining();
    tooLarge |= inFiles.addAndGet(content.remaining()) > most;
    while (!tooLarge && content.hasRemaining()) {
      to.write(content);
    }
  }

  /**
   * Whether all files together became too large while this was written, so that it is not whole.
   */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** Sends everything, without a thread that waits for whoever reads it. */
  void send(Response response, Callback callback) {
    FileChannel content = file;
    if (content == null) {
      response.write(true, ByteBuffer.wrap(memory.toByteArray()), callback);
      return;
    }
    HttpFields.Mutable headers = response.getHeaders();
    if (!headers.contains(HttpHeader.CONTENT_LENGTH)) {
      headers.put(HttpHeader.CONTENT_LENGTH, length);
    }
    ByteBufferPool.Sized buffers =
        new ByteBufferPool.Sized(
            response.getRequest().getComponents().getByteBufferPool(), true, BUFFER_BYTES);
    Callback end = Callback.from(callback, this::close);
    try {
      Content.copy(Content.Source.from(buffers, content.position(0), 0, length), response, end);
    } catch (IOException e) {
      end.failed(e);
    }
  }

  /** Gives up what is kept. */
  @Override
  public void close() {
    FileChannel content = file;
    if (content == null) {
      return;
    }
    file = null;
    inFiles.addAndGet(-counted);
    try {
      content.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a temporary file of an answer is left: {0}", e.getMessage());
    }
  }
}
