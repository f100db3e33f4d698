package io.github.hnswsearch.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.hnswsearch.picture.PictureLimits;
import io.github.hnswsearch.picture.PictureReader;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.remote.FetchFailure;
import io.github.hnswsearch.remote.FetchListener;
import io.github.hnswsearch.remote.RemotePictures;
import io.github.hnswsearch.search.NotFoundException;
import io.github.hnswsearch.search.OverloadedException;
import io.github.hnswsearch.search.PictureLocation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Thumbnails of indexed pictures. The files themselves, and any others, cannot be fetched; nor can
 * any address of the web but those of indexed items.
 */
final class PictureRoutes {
  static final String IMAGE = "/api/collections/{collection}/documents/{id}/image";

  private static final String MEDIA_TYPE = "image/jpeg";
  private static final String FRESH = "private, max-age=3600";

  /** Strangers' files: smaller than what is embedded from a folder of one's own. */
  private static final PictureLimits REMOTE = new PictureLimits(20 << 20, 40_000_000);

  private final OpeningCollections collections;
  private final Optional<RemotePictures> remote;
  private final FetchListener listener;
  private final PictureReader localReader = new PictureReader(PictureLimits.DEFAULT.withinHeap());
  private final PictureReader remoteReader = new PictureReader(REMOTE.withinHeap());
  private final ThumbnailCache<Key> thumbnails;

  /** What a thumbnail is made of. */
  private sealed interface Source {
    record Local(FileVersion version) implements Source {}

    record Address(String url) implements Source {}
  }

  private record Key(Source source, Thumbnail.Size size) {}

  /**
   * @param remote fetches pictures of the web; empty where none are to be fetched
   * @param listener hears of every fetch
   * @param ticker the time in nanoseconds, for what is kept for a while
   */
  PictureRoutes(
      OpeningCollections collections,
      Optional<RemotePictures> remote,
      FetchListener listener,
      Ticker ticker) {
    this.collections = collections;
    this.remote = remote;
    this.listener = listener;
    this.thumbnails = new ThumbnailCache<>(ticker);
  }

  void addTo(RoutesConfig routes) {
    Routes.get(routes, IMAGE, this::image);
  }

  private void image(Context ctx) throws IOException {
    Thumbnail.Size size =
        new Parameters(ctx.queryParamMap(), Set.of("size"))
            .text("size")
            .map(Thumbnail.Size::of)
            .orElse(Thumbnail.Size.SMALL);
    String collection = ctx.pathParam("collection");
    String id = ctx.pathParam("id");
    Optional<PictureLocation> location = collections.opened().picture(collection, id);
    if (location.isEmpty()) {
      collections.document(collection, id); // Says so where there is no such item at all.
      throw problem(
          collection,
          id,
          new Thumbnail.Missing(
              Problem.Kind.NOT_FOUND,
              "no file of it is in the collection's folder of pictures, and it has no address of"
                  + " the web"));
    }
    CompletableFuture<Thumbnail> coming =
        switch (location.get()) {
          case PictureLocation.LocalFile local -> local(local.file(), size);
          case PictureLocation.WebAddress web -> remote(web.address(), size);
        };
    ctx.future(() -> coming.thenAccept(thumbnail -> answer(ctx, collection, id, thumbnail)));
  }

  private CompletableFuture<Thumbnail> local(Path file, Thumbnail.Size size) throws IOException {
    return thumbnails.get(
        new Key(new Source.Local(FileVersion.of(file)), size),
        () -> CompletableFuture.supplyAsync(() -> read(file, size), Runnable::run));
  }

  private Thumbnail read(Path file, Thumbnail.Size size) {
    try {
      return Thumbnail.Shown.of(localReader.read(file), size);
    } catch (BadInputException e) {
      return new Thumbnail.Missing(
          Problem.Kind.NOT_FOUND,
          "its file is not a picture that can be read, or larger than can be shown");
    }
  }

  private CompletableFuture<Thumbnail> remote(String address, Thumbnail.Size size) {
    if (remote.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Thumbnail.Missing(
              Problem.Kind.NOT_FOUND,
              "it is on the web, and this server was started with --no-remote-pictures"));
    }
    RemotePictures pictures = remote.get();
    return thumbnails.get(
        new Key(new Source.Address(address), size),
        () ->
            pictures
                .fetch(address, listener)
                .handle((file, failure) -> thumbnail(file, failure, size)));
  }

  private Thumbnail thumbnail(byte[] file, @Nullable Throwable failure, Thumbnail.Size size) {
    return switch (failure) {
      case null -> decode(file, size);
      case FetchFailure e -> missing(e);
      default -> throw new CompletionException(failure);
    };
  }

  private static Thumbnail missing(FetchFailure failure) {
    return switch (failure.outcome()) {
      case NOT_TRIED -> new Thumbnail.Missing(Problem.Kind.OVERLOADED, failure.getMessage());
      case TIMED_OUT -> new Thumbnail.Missing(Problem.Kind.TIMEOUT, failure.getMessage());
      default -> new Thumbnail.Missing(Problem.Kind.PICTURE_UNAVAILABLE, failure.getMessage());
    };
  }

  private Thumbnail decode(byte[] file, Thumbnail.Size size) {
    try {
      return Thumbnail.Shown.of(remoteReader.read(file, "picture of the web"), size);
    } catch (BadInputException e) {
      return new Thumbnail.Missing(
          Problem.Kind.PICTURE_UNAVAILABLE,
          "what its server sent is damaged, or larger than can be shown");
    }
  }

  private static void answer(Context ctx, String collection, String id, Thumbnail thumbnail) {
    switch (thumbnail) {
      case Thumbnail.Shown shown ->
          new EntityTag(shown.etag()).send(ctx, FRESH, MEDIA_TYPE, shown.jpeg());
      case Thumbnail.Missing missing -> throw problem(collection, id, missing);
    }
  }

  private static RuntimeException problem(String collection, String id, Thumbnail.Missing missing) {
    String message =
        "image of \"%s\" in collection \"%s\": %s.".formatted(id, collection, missing.why());
    return switch (missing.kind()) {
      case NOT_FOUND -> new NotFoundException(message);
      case OVERLOADED -> new OverloadedException(message);
      default -> new PictureUnavailableException(message, missing.kind() == Problem.Kind.TIMEOUT);
    };
  }
}
