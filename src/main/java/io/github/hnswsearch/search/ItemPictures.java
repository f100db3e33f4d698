package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor;
import io.github.hnswsearch.descriptor.Descriptor.MetadataSource;
import io.github.hnswsearch.descriptor.MetadataFormat;
import io.github.hnswsearch.search.PictureLocation.LocalFile;
import io.github.hnswsearch.search.PictureLocation.WebAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a collection.
 *
 * @param present whether its items are pictures at all
 * @param folder of those on this machine; null where there is none
 */
record ItemPictures(boolean present, @Nullable PictureFolder folder) {
  /** The field of a smaller copy; Open Images has one of some 300 KB. */
  private static final String THUMBNAIL = "thumbnail";

  static ItemPictures of(Descriptor descriptor) {
    Path pictures = descriptor.source().pictures();
    MetadataSource metadata = descriptor.metadata();
    boolean openImages = metadata != null && metadata.format() == MetadataFormat.OPEN_IMAGES;
    return new ItemPictures(
        pictures != null || openImages, pictures == null ? null : new PictureFolder(pictures));
  }

  /** The file of an item, else the address of its smaller copy, else its own. */
  Optional<PictureLocation> find(Document item) throws IOException {
    if (!present) {
      return Optional.empty();
    }
    Optional<Path> file = folder == null ? Optional.empty() : folder.find(item.url());
    if (file.isPresent()) {
      return file.map(LocalFile::new);
    }
    return Stream.concat(values(item.fields().get(THUMBNAIL)), Stream.of(item.url()))
        .filter(ItemPictures::isOfTheWeb)
        .findFirst()
        .map(WebAddress::new);
  }

  private static Stream<String> values(@Nullable Object field) {
    return switch (field) {
      case null -> Stream.empty();
      case List<?> list -> list.stream().map(String::valueOf);
      case Object value -> Stream.of(value.toString());
    };
  }

  private static boolean isOfTheWeb(String address) {
    String start = address.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("https://") || start.startsWith("http://");
  }
}
