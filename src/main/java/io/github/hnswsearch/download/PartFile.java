package io.github.hnswsearch.download;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The beginning of a file that is on its way, {@code <name>.part}, and beside it what is known of
 * the file it belongs to, {@code <name>.part.state}, so that a later process can go on with it.
 */
final class PartFile {
  private static final String WEAK = "W/";

  /**
   * The published file that the bytes are of.
   *
   * @param validator what tells this version of the file from others, for If-Range: a strong entity
   *     tag or the time of the last change (RFC 9110, 13.1.5)
   * @param total bytes of the whole file
   * @param sha256 of the whole file, as the server tells it
   */
  record Origin(URI uri, Optional<String> validator, OptionalLong total, Optional<String> sha256) {

    /** The entity tag where it is strong, else the time of the last change. */
    static Optional<String> validator(HttpHeaders headers) {
      return headers
          .firstValue("ETag")
          .filter(tag -> !tag.startsWith(WEAK))
          .or(() -> headers.firstValue("Last-Modified"));
    }
  }

  private final Path part;
  private final Path state;

  /**
   * @param target where the whole file will be
   */
  PartFile(Path target) {
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.state = target.resolveSibling(target.getFileName() + ".part.state");
  }

  Path path() {
    return part;
  }

  /** Bytes that are here. */
  long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Which file the bytes are of; empty where there are none or that is unknown. */
  Optional<Origin> origin() throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(state)) {
      properties.load(reader);
      if (size() == 0) {
        return Optional.empty();
      }
      String total = properties.getProperty("total");
      return Optional.of(
          new Origin(
              URI.create(properties.getProperty("uri", "")),
              Optional.ofNullable(properties.getProperty("validator")),
              total == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)),
              Optional.ofNullable(properties.getProperty("sha256"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // Cut short by a power cut or changed by hand: the bytes cannot be trusted either.
      return Optional.empty();
    }
  }

  /** Begins anew, without a byte. */
  void begin(Origin origin) throws IOException {
    discard();
    Properties properties = new Properties();
    properties.setProperty("uri", origin.uri().toString());
    origin.validator().ifPresent(validator -> properties.setProperty("validator", validator));
    origin.total().ifPresent(total -> properties.setProperty("total", Long.toString(total)));
    origin.sha256().ifPresent(sha256 -> properties.setProperty("sha256", sha256));
    try (Writer writer = Files.newBufferedWriter(state)) {
      properties.store(writer, null);
    }
  }

  /** For writing behind the bytes that are here. */
  FileChannel append() throws IOException {
    return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Forgets the bytes first: bytes without a state are not gone on with, a state alone is. */
  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(state);
  }

  /** Gives the whole file its own name. */
  void publish(Path target) throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(state);
  }
}
