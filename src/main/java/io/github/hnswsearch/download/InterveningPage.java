package io.github.hnswsearch.download;

import io.github.hnswsearch.record.Abbreviated;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web page that came in place of a file. Google Drive answers so for files too large for its
 * virus scan, with a form that leads to the file, and for files fetched too often.
 */
final class InterveningPage {
  /** Longer pages are cut before they are looked at. */
  static final int MAX_BYTES = 1 << 18;

  private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
  private static final Pattern INPUT = Pattern.compile("(?is)<input\\b([^>]*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
  private static final Pattern QUOTA =
      Pattern.compile("(?i)too many users have viewed or downloaded|quota exceeded");

  /** What Google calls the form of its confirmation page. */
  private static final String FORM_ID = "download-form";

  private final String html;

  InterveningPage(String html) {
    this.html = html;
  }

  /** What the page calls itself, for an error message. */
  String title() {
    Matcher title = TITLE.matcher(html);
    return title.find()
        ? Abbreviated.text(unescaped(title.group(1)).replaceAll("\\s+", " ").strip())
        : "without a title";
  }

  boolean isQuotaExceeded() {
    return QUOTA.matcher(html).find();
  }

  /**
   * Where sending the confirmation form leads.
   *
   * @param page the page's own address
   */
  Optional<URI> confirmation(URI page) {
    Matcher forms = FORM.matcher(html);
    while (forms.find()) {
      Map<String, String> form = attributes(forms.group(1));
      if (FORM_ID.equals(form.get("id")) && form.containsKey("action")) {
        return address(page, form.get("action"), forms.group(2));
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> address(URI page, String action, String inputs) {
    StringJoiner query = new StringJoiner("&");
    Matcher input = INPUT.matcher(inputs);
    while (input.find()) {
      Map<String, String> attributes = attributes(input.group(1));
      if ("hidden".equalsIgnoreCase(attributes.get("type")) && attributes.containsKey("name")) {
        query.add(
            encoded(attributes.get("name")) + "=" + encoded(attributes.getOrDefault("value", "")));
      }
    }
    try {
      return Optional.of(page.resolve(action + (action.contains("?") ? "&" : "?") + query));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> attributes(String tag) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(tag);
    while (matcher.find()) {
      String value =
          matcher.group(2) != null
              ? matcher.group(2)
              : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
      attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), unescaped(value));
    }
    return attributes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String unescaped(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
