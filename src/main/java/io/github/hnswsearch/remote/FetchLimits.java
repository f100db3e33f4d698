package io.github.hnswsearch.remote;

import java.time.Duration;

/**
 * What fetches may take up.
 *
 * @param bytes longest picture, from 1
 * @param redirects most redirects of one fetch, 0 or more
 * @param connect how long a look-up of a host, or a connection to one of its addresses, may take
 * @param silence how long nothing may arrive
 * @param total how long a fetch may take, redirects and all; and how long it may wait for others
 * @param concurrent most fetches at a time, from 1
 * @param waiting most fetches that wait, from 1; more are not tried
 */
public record FetchLimits(
    int bytes,
    int redirects,
    Duration connect,
    Duration silence,
    Duration total,
    int concurrent,
    int waiting) {

  /**
   * 10 MiB, 5 redirects, 10 s, 6 at a time: those hold at most 120 MB of heap, and a page of
   * pictures waits for some seconds.
   */
  public static final FetchLimits DEFAULT =
      new FetchLimits(
          10 << 20,
          5,
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          6,
          200);
}
