package io.github.hnswsearch.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/** Decodes text that does not say in which character set it is. */
final class CharacterSets {
  /** What undeclared 8-bit text is taken for, as browsers do (WHATWG "Encoding"). */
  private static final String FALLBACK = "windows-1252";

  /** Bytes of a character that a cut may have split. */
  private static final int LONGEST_CHARACTER = 4;

  private CharacterSets() {}

  /** What a byte order mark says; null where there is none. */
  static @Nullable Charset byteOrderMark(byte[] text) {
    if (startsWith(text, 0xef, 0xbb, 0xbf)) {
      return StandardCharsets.UTF_8;
    }
    // Before UTF-16, whose mark is the start of this one.
    if (startsWith(text, 0xff, 0xfe, 0, 0) || startsWith(text, 0, 0, 0xfe, 0xff)) {
      return Charset.forName("UTF-32");
    }
    return startsWith(text, 0xff, 0xfe) || startsWith(text, 0xfe, 0xff)
        ? StandardCharsets.UTF_16
        : null;
  }

  private static boolean startsWith(byte[] text, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= text.length || Byte.toUnsignedInt(text[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The most likely character set of a text: what its byte order mark says, UTF-8 where the bytes
   * allow it, else what their statistics suggest.
   *
   * @param cut whether the text may end within a character
   */
  static Charset detect(byte[] text, boolean cut) {
    Charset marked = byteOrderMark(text);
    if (marked != null) {
      return marked;
    }
    if (isUtf8(text, cut)) {
      return StandardCharsets.UTF_8;
    }
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(text, 0, text.length);
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    return Charset.forName(name != null && Charset.isSupported(name) ? name : FALLBACK);
  }

  private static boolean isUtf8(byte[] text, boolean cut) {
    int shortest = cut ? Math.max(0, text.length - LONGEST_CHARACTER + 1) : text.length;
    for (int length = text.length; length >= shortest; length--) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(text, 0, length));
        return true;
      } catch (CharacterCodingException e) {
        // Tried again without the character that a cut may have split.
      }
    }
    return false;
  }

  /** The text without its byte order mark; what is no character becomes U+FFFD. */
  static String decode(byte[] text, boolean cut) {
    String decoded = new String(text, detect(text, cut));
    return decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
  }
}
