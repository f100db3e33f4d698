package io.github.hnswsearch.web;

import io.github.hnswsearch.record.Sha256;
import io.github.hnswsearch.search.CollectionInfo;
import io.github.hnswsearch.web.page.FileView;
import io.github.hnswsearch.web.page.Pages;
import io.github.hnswsearch.web.page.SearchForm;
import io.github.hnswsearch.web.page.SearchState;
import io.github.hnswsearch.web.page.Subject;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The page of a search by a file. The answer says in Content-Location which address stands for it;
 * the browser that has the file can ask for that address by sending the file again.
 */
final class PageUploadRoutes {
  static final String PATH = "/c/{collection}/file";

  /** What the form carries along. */
  private static final Set<String> KEPT = Set.of("filter", "sort", "size", "page", "k");

  private static final int DIGEST_DIGITS = 32;

  private final OpeningCollections collections;
  private final Pages pages;
  private final PageRoutes page;
  private final Uploads uploads;

  PageUploadRoutes(OpeningCollections collections, Pages pages, PageRoutes page, Uploads uploads) {
    this.collections = collections;
    this.pages = pages;
    this.page = page;
    this.uploads = uploads;
  }

  void addTo(RoutesConfig routes) {
    routes.post(PATH, this::search);
    // What somebody comes to who reloads the address of a form.
    Routes.get(
        routes,
        PATH,
        ctx ->
            ctx.redirect(
                SearchState.start(ctx.pathParam("collection")).url(), HttpStatus.SEE_OTHER));
    Routes.get(
        routes,
        PATH + "/{digest}",
        ctx -> page.search(ctx, () -> new Subject.Upload(ctx.pathParam("digest"), "")));
  }

  private void search(Context ctx) throws IOException {
    Optional<CollectionInfo> collection =
        PageRoutes.named(ctx.pathParam("collection"), collections.opened().list());
    if (collection.isEmpty()) {
      page.search(ctx, () -> null); // Which knows what to say of it.
      return;
    }
    try {
      uploads.receive(ctx, KEPT, form -> search(ctx, collection.get(), form));
    } catch (RequestBody.ContentTooLargeException e) {
      ctx.status(HttpStatus.CONTENT_TOO_LARGE);
      PageRoutes.send(
          ctx,
          pages.unusableFile(
              start(collection.get()),
              "The file is too large",
              "It may have %d MiB at most. Choose a smaller one."
                  .formatted(UploadForm.MAX_BYTES >> 20)));
    } catch (IOException | RuntimeException e) {
      page.fail(ctx, start(collection.get()), e);
    }
  }

  private void search(Context ctx, CollectionInfo collection, UploadForm form) throws IOException {
    Subject.Upload file =
        new Subject.Upload(Sha256.of(form.file()).substring(0, DIGEST_DIGITS), form.name());
    SearchState state =
        SearchForm.read(collection.name(), file, form.parameters(ctx.queryParamMap())).state();
    Pages.Frame frame = PageRoutes.frame(collections.infos(), collection, state);
    ctx.header("Content-Location", state.url());
    try {
      uploads.read(form, upload -> answer(ctx, frame, view(file, form, upload.read()), upload));
    } catch (UnprocessableUploadException e) {
      ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
      PageRoutes.send(
          ctx,
          pages.unusableFile(frame, "The file cannot be read", String.valueOf(e.getMessage())));
    } catch (IOException | RuntimeException e) {
      page.fail(ctx, frame, e);
    }
  }

  private void answer(Context ctx, Pages.Frame frame, FileView view, UploadReader.Upload upload)
      throws IOException {
    List<String> taken = frame.collection().uploads();
    String kind = upload.read().kind();
    if (!taken.contains(kind)) {
      ctx.status(HttpStatus.BAD_REQUEST);
      PageRoutes.send(
          ctx,
          pages.unusableFile(
              frame,
              "This collection cannot be searched by a " + kind,
              taken.isEmpty()
                  ? "It has no encoder for files. Search by words, or from one of its items."
                  : "\"%s\" is a %s. Choose a %s."
                      .formatted(view.name(), kind, String.join(" or a ", taken))));
      return;
    }
    page.answer(ctx, frame, upload.query(), new Pages.Given(Map.of(), view));
  }

  private static FileView view(Subject.Upload file, UploadForm form, ReadUpload read)
      throws IOException {
    long bytes = Files.size(form.file());
    return switch (read) {
      case ReadUpload.OfPicture picture ->
          FileView.picture(file, bytes, picture.width(), picture.height());
      case ReadUpload.OfDocument text ->
          FileView.document(
              file,
              bytes,
              text.type(),
              text.title(),
              text.passagesTotal(),
              text.notes(),
              text.beginnings());
    };
  }

  private Pages.Frame start(CollectionInfo collection) throws IOException {
    return PageRoutes.frame(collections.infos(), collection, SearchState.start(collection.name()));
  }
}
