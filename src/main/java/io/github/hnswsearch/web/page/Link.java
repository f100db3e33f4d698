package io.github.hnswsearch.web.page;

import org.jspecify.annotations.Nullable;

/**
 * A text that may lead somewhere.
 *
 * @param hint what following it does, for those who do not see its place; null where the label says
 * @param href null where it leads nowhere
 * @param current whether it leads to where one is
 */
record Link(String label, @Nullable String hint, @Nullable String href, boolean current) {
  static Link to(String label, @Nullable String href) {
    return new Link(label, null, href, false);
  }

  static Link to(String label, String hint, @Nullable String href) {
    return new Link(label, hint, href, false);
  }
}
