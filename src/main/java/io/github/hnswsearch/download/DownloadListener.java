package io.github.hnswsearch.download;

import java.time.Duration;

/** Hears how far a download has come; called by the thread that downloads. */
public interface DownloadListener {
  /** Hears nothing. */
  DownloadListener SILENT = new DownloadListener() {};

  /**
   * Bytes of a file begin to arrive, for the first time or again after a retry.
   *
   * @param path of the {@link RemoteFile}
   * @param done bytes that are here from earlier attempts
   * @param total bytes of the whole file, or -1 where that is unknown
   */
  default void begin(String path, long done, long total) {}

  /** More bytes of that file have arrived. */
  default void advance(long bytes) {}

  /**
   * No more bytes arrive in this attempt.
   *
   * @param whole whether all of them have
   */
  default void end(boolean whole) {}

  /**
   * A file that is here is read in order to check it, which takes its time where it is large.
   *
   * @param bytes of the file
   */
  default void checking(String path, long bytes) {}

  /** An attempt has failed and there will be another. */
  default void retrying(String path, String why, Duration wait) {}

  /** Another process fetches the same file: its end is waited for. */
  default void locked(String path) {}
}
