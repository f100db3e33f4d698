package io.github.hnswsearch.embedding;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a folder; a place in it is how many of them are done. */
final class FolderInput implements EmbeddingInput {
  private final FolderListing listing;
  private final InputKind kind;

  /**
   * @param kind what the files are to be embedded as, documents or pictures
   */
  FolderInput(FolderListing listing, InputKind kind) {
    this.listing = listing;
    this.kind = kind;
  }

  @Override
  public InputKind kind() {
    return kind;
  }

  @Override
  public String name() {
    return listing.folder().toString();
  }

  @Override
  public Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("input", listing.folder().toString());
    identity.put("input_files", Integer.toString(listing.paths().size()));
    identity.put("input_digest", listing.digest());
    return identity;
  }

  @Override
  public Entries open(long position) {
    return new Entries() {
      private int next = Math.toIntExact(position);

      @Override
      public @Nullable Entry next() {
        if (next == listing.paths().size()) {
          return null;
        }
        int number = next++;
        return new Entry(
            listing.paths().get(number), next, new Entry.FileContent(listing.file(number)));
      }

      @Override
      public long remaining() {
        return (long) listing.paths().size() - next;
      }

      @Override
      public void close() {}
    };
  }
}
