package io.github.hnswsearch.download;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes an answer holds, as its Content-Range says (RFC 9110, 14.4).
 *
 * @param first offset of the first byte
 * @param total bytes of the whole file, where the server knows
 */
record ContentRange(long first, OptionalLong total) {
  private static final Pattern BYTES =
      Pattern.compile("bytes\\s+(\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  static Optional<ContentRange> parse(String header) {
    Matcher matcher = BYTES.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String total = matcher.group(2);
    return Optional.of(
        new ContentRange(
            Long.parseLong(matcher.group(1)),
            total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
  }
}
