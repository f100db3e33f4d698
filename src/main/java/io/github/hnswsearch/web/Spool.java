package io.github.hnswsearch.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One body or answer that is kept until it is whole: in memory, and in a temporary file if long. It
 * may be closed at any moment, as its caller may be gone; what is added after that is dropped.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Spool.class.getName());
  private static final int BUFFER_BYTES = 32 << 10;

  private final SpoolSpace space;
  private final int memoryBytes;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;
  private long length;
  private long inFile;
  private boolean refused;

  /**
   * @param space for what is in a file
   * @param memoryBytes to keep in memory; no file is made for less
   */
  Spool(SpoolSpace space, int memoryBytes) {
    this.space = space;
    this.memoryBytes = memoryBytes;
  }

  /** Takes what remains of a buffer, or drops it where there is no space for all of it. */
  synchronized void add(ByteBuffer content) throws IOException {
    length += content.remaining();
    if (memory.size() + content.remaining() > memoryBytes) {
      write(ByteBuffer.wrap(memory.toByteArray()));
      memory.reset();
    }
    if (content.remaining() > memoryBytes) {
      write(content);
    } else {
      memory.writeBytes(BufferUtil.toArray(content));
    }
    content.position(content.limit());
  }

  private void write(ByteBuffer content) throws IOException {
    if (refused || !space.take(content.remaining())) {
      close();
      return;
    }
    inFile += content.remaining();
    FileChannel to = file == null ? open() : file;
    while (content.hasRemaining()) {
      to.write(content);
    }
  }

  private FileChannel open() throws IOException {
    Path path = Files.createTempFile("hnsw-search-spool-", null);
    try {
      // Where files can be deleted while they are open, nothing is left of it if this process dies.
      FileChannel opened =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = opened;
      return opened;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** Whether not all that was added is kept. */
  synchronized boolean isRefused() {
    return refused;
  }

  /** Bytes that were added. */
  synchronized long length() {
    return length;
  }

  /**
   * Ends the content.
   *
   * @return whether all that was added is kept
   */
  synchronized boolean finish() throws IOException {
    if (file != null) {
      write(ByteBuffer.wrap(memory.toByteArray()));
      memory = new ByteArrayOutputStream(0);
    }
    return !refused;
  }

  /** All of it, to be read once, after it was finished and before it is closed. */
  synchronized Content.Source source(ByteBufferPool buffers) throws IOException {
    FileChannel content = file;
    return content == null
        ? Content.Source.from(ByteBuffer.wrap(memory.toByteArray()))
        : Content.Source.from(
            new ByteBufferPool.Sized(buffers, true, BUFFER_BYTES), content.position(0), 0, length);
  }

  /** Sends all of it and closes it, without a thread that waits for whoever reads it. */
  synchronized void send(Response response, Callback callback) {
    if (file == null) {
      response.write(true, ByteBuffer.wrap(memory.toByteArray()), callback);
      return;
    }
    HttpFields.Mutable headers = response.getHeaders();
    if (!headers.contains(HttpHeader.CONTENT_LENGTH)) {
      headers.put(HttpHeader.CONTENT_LENGTH, length);
    }
    Callback end = Callback.from(callback, this::close);
    try {
      Content.copy(
          source(response.getRequest().getComponents().getByteBufferPool()), response, end);
    } catch (IOException e) {
      end.failed(e);
    }
  }

  /** Gives up what is kept. */
  @Override
  public synchronized void close() {
    refused = true;
    space.giveBack(inFile);
    inFile = 0;
    FileChannel content = file;
    file = null;
    if (content != null) {
      try {
        content.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a temporary file is left: {0}", e.getMessage());
      }
    }
  }
}
