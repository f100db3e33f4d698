package io.github.hnswsearch.web;

import io.github.hnswsearch.record.Sha256;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of an answer. Tags are weak: compressed or not, it is the same version.
 *
 * @param text as it is written in a header
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110, If-None-Match</a>
 */
record EntityTag(String text) {
  private static final int DIGITS = 32;

  /** A tag, without the suffix that compression gives it. */
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*?)(?:--(?:gzip|br))?\"");

  /**
   * The tag of a content.
   *
   * @param context what the content depends on besides itself
   */
  static EntityTag of(byte[] content, String... context) {
    Sha256 sha256 = new Sha256();
    for (String part : context) {
      sha256.add((part + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return new EntityTag("W/\"" + sha256.add(content).hex().substring(0, DIGITS) + "\"");
  }

  /** Whether a header names one tag, as browsers do. */
  static boolean isOne(String tags) {
    return TAG.matcher(tags.strip()).matches();
  }

  /** Answers with a content, or with 304 where the caller has it. */
  void send(Context ctx, String cacheControl, String mediaType, byte[] content) {
    ctx.header("Cache-Control", cacheControl).header("ETag", text);
    if (isAmong(ctx.header("If-None-Match"))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
    } else {
      ctx.contentType(mediaType).result(content);
    }
  }

  /** Whether a list of tags has this one, compared as weak ones are. */
  private boolean isAmong(@Nullable String tags) {
    if (tags == null) {
      return false;
    }
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher tag = TAG.matcher(tags);
    while (tag.find()) {
      if (text.endsWith("\"" + tag.group(1) + "\"")) {
        return true;
      }
    }
    return false;
  }
}
