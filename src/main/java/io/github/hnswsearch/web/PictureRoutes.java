package io.github.hnswsearch.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.picture.Thumbnails;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.NotFoundException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;

/** Thumbnails of indexed pictures. The files themselves, and any others, cannot be fetched. */
final class PictureRoutes {
  static final String IMAGE = "/api/collections/{collection}/documents/{id}/image";

  /** Sharp on a tile of half as many CSS pixels of a dense screen. */
  private static final int LONGER_SIDE = 480;

  /** Some two thousand thumbnails. */
  private static final long MAX_CACHE_BYTES = 64L << 20;

  private static final String MEDIA_TYPE = "image/jpeg";
  private static final String FRESH = "private, max-age=3600";

  private final OpeningCollections collections;
  private final PictureReader reader = new PictureReader();
  private final Cache<Version, byte[]> thumbnails =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CACHE_BYTES)
          .weigher((Version version, byte[] jpeg) -> jpeg.length)
          .build();

  /** A file at a time: one that changes is read again. */
  private record Version(Path file, FileTime modified) {}

  PictureRoutes(OpeningCollections collections) {
    this.collections = collections;
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, IMAGE, this::image);
  }

  private void image(Context ctx) throws IOException {
    new Parameters(ctx.queryParamMap(), Set.of());
    String collection = ctx.pathParam("collection");
    String id = ctx.pathParam("id");
    Optional<Path> file = collections.opened().picture(collection, id);
    if (file.isEmpty()) {
      throw missing(collection, id, "no file of it is in the collection's folder of pictures");
    }
    byte[] jpeg = thumbnail(collection, id, file.get());
    ctx.header("Cache-Control", FRESH).contentType(MEDIA_TYPE).result(jpeg);
  }

  private byte[] thumbnail(String collection, String id, Path file) throws IOException {
    Version version = new Version(file, Files.getLastModifiedTime(file));
    byte[] known = thumbnails.getIfPresent(version);
    if (known != null) {
      return known;
    }
    try {
      byte[] jpeg = Thumbnails.jpeg(reader.read(file), LONGER_SIDE);
      thumbnails.put(version, jpeg);
      return jpeg;
    } catch (BadInputException e) {
      throw missing(collection, id, "its file cannot be read as a picture");
    }
  }

  private static NotFoundException missing(String collection, String id, String why) {
    return new NotFoundException(
        "image of \"%s\" in collection \"%s\": %s.".formatted(id, collection, why));
  }
}
