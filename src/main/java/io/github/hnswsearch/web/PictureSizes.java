package io.github.hnswsearch.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.hnswsearch.picture.PictureSize;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.PictureLocation;
import io.github.hnswsearch.search.SearchResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How large pictures are, so that a page has their room before they come. What is on this machine
 * alone is looked at: nothing is fetched for it.
 */
final class PictureSizes {
  private static final int MAX_KEPT = 50_000;

  private final OpeningCollections collections;
  private final Cache<FileVersion, Optional<PictureSize>> known =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  PictureSizes(OpeningCollections collections) {
    this.collections = collections;
  }

  /** The sizes that are known, by id. */
  Map<String, PictureSize> of(CollectionInfo collection, SearchResponse response)
      throws IOException {
    Map<String, PictureSize> sizes = new HashMap<>();
    if (collection.pictures()) {
      for (SearchResponse.Hit hit : response.hits()) {
        Optional<PictureLocation> location =
            collections.opened().picture(collection.name(), hit.id());
        if (location.orElse(null) instanceof PictureLocation.LocalFile local) {
          size(local.file()).ifPresent(size -> sizes.put(hit.id(), size));
        }
      }
    }
    return sizes;
  }

  private Optional<PictureSize> size(Path file) {
    try {
      return known.get(FileVersion.of(file), changed -> PictureSize.of(changed.file()));
    } catch (IOException e) {
      return Optional.empty(); // It has gone since it was found; its tile says so.
    }
  }
}
