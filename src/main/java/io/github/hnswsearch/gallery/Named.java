package io.github.hnswsearch.gallery;

import java.util.Locale;

/** A value of a scene's vocabulary, written in words in the files. */
public interface Named {
  /** The constant's name; implemented by enums. */
  String name();

  /** The word or words that stand in captions and files, such as {@code sailing boat}. */
  default String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
