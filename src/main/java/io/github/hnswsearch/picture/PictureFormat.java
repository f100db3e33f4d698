package io.github.hnswsearch.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The formats that can be read, told by their first bytes: names of files lie. */
public enum PictureFormat {
  JPEG("JPEG", "\u00ff\u00d8\u00ff"),
  PNG("PNG", "\u0089PNG\r\n\u001a\n"),
  GIF("GIF", "GIF8.a"),
  BMP("BMP", "BM"),
  TIFF_LITTLE_ENDIAN("TIFF", "II*\0"),
  TIFF_BIG_ENDIAN("TIFF", "MM\0*"),
  WEBP("WebP", "RIFF....WEBP");

  /** Stands for any byte in a signature. */
  private static final char ANY = '.';

  /** How much of a file {@link #of} needs to see. */
  public static final int SIGNATURE_BYTES = 12;

  private final String title;
  private final String signature;

  PictureFormat(String title, String signature) {
    this.title = title;
    this.signature = signature;
  }

  /**
   * The format of a file; null if it is none of these.
   *
   * @param file all of it, or its first {@value #SIGNATURE_BYTES} bytes
   */
  public static @Nullable PictureFormat of(byte[] file) {
    for (PictureFormat format : values()) {
      if (startsWith(file, format.signature)) {
        return format;
      }
    }
    return null;
  }

  /**
   * Whether a file starts with a signature.
   *
   * @param signature one character a byte; a full stop stands for any byte
   */
  static boolean startsWith(byte[] file, String signature) {
    if (file.length < signature.length()) {
      return false;
    }
    String start = new String(file, 0, signature.length(), StandardCharsets.ISO_8859_1);
    for (int i = 0; i < signature.length(); i++) {
      if (signature.charAt(i) != ANY && signature.charAt(i) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Walks over the container; the array is left as it is. */
  EncodedPicture open(byte[] file) throws IOException {
    return switch (this) {
      case JPEG -> new JpegFile(file);
      case PNG -> new PngFile(file);
      case GIF -> new GifFile(file);
      case BMP -> new BmpFile(file);
      case TIFF_LITTLE_ENDIAN, TIFF_BIG_ENDIAN -> new TiffFile(file);
      case WEBP -> new WebpFile(file);
    };
  }

  @Override
  public String toString() {
    return title;
  }
}
