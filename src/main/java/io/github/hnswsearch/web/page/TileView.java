package io.github.hnswsearch.web.page;

import io.github.hnswsearch.picture.PictureSize;
import io.github.hnswsearch.search.Attribution;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.search.SearchResponse.Hit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One result as a picture.
 *
 * @param title its title, else "Picture" and its id: what it is called in words, seen or not
 * @param titled whether it has a title of its own
 * @param large the address of the picture as it is shown alone
 * @param ratio tenths of the height that its room on the page is wide
 * @param size of the picture; null where it is not known
 * @param author whose it is
 * @param license under what terms
 * @param source where it comes from
 * @param credited whether any of these is known
 * @param others fields that have no place of their own, by name
 */
record TileView(
    int rank,
    String id,
    String title,
    boolean titled,
    String image,
    String large,
    int ratio,
    @Nullable PictureSize size,
    @Nullable Link author,
    @Nullable Link license,
    @Nullable Link source,
    boolean credited,
    List<Map.Entry<String, String>> others,
    String similarUrl,
    String moreUrl,
    String lessUrl,
    @Nullable String similarity) {

  /** Beyond these a picture is cropped: a title has to fit below, and a row must not be one. */
  static final int MIN_RATIO = 6;

  static final int MAX_RATIO = 30;
  private static final int SQUARE = 10;

  /** What has its place, and addresses that are links. */
  private static final Set<String> PLACED =
      Set.of("title", "author", "author_page", "license", "source", "source_page", "thumbnail");

  static TileView of(
      Hit hit, SearchState state, CollectionInfo collection, @Nullable PictureSize size) {
    HitView.Fields fields = new HitView.Fields(hit.fields());
    String title = fields.first("title").map(String::strip).orElse(null);
    String image = Links.image(collection.name(), hit.id());
    Attribution origin = hit.attribution();
    Link author = origin == null ? null : author(origin);
    Link license = origin == null ? null : Licences.link(origin.license());
    Link source =
        origin == null || origin.source() == null ? null : Link.to("Source", origin.source());
    Double similarity = hit.similarity();
    return new TileView(
        hit.rank(),
        hit.id(),
        title == null ? "Picture " + hit.id() : title,
        title != null,
        image,
        image + "?size=large",
        ratio(size),
        size,
        author,
        license,
        source,
        author != null || license != null || source != null,
        fields.except(PLACED),
        state.like(hit.id()).url(),
        state.more(hit.id()).url(),
        state.less(hit.id()).url(),
        similarity == null ? null : Labels.cosine(similarity));
  }

  private static @Nullable Link author(Attribution origin) {
    return origin.author() == null ? null : Link.to(origin.author(), origin.authorUrl());
  }

  private static int ratio(@Nullable PictureSize size) {
    return size == null
        ? SQUARE
        : Math.clamp(
            Math.round((float) SQUARE * size.width() / size.height()), MIN_RATIO, MAX_RATIO);
  }
}
