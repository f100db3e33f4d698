package io.github.hnswsearch.dataset;

import io.github.hnswsearch.dataset.hdf5.EmbeddingBatch;
import io.github.hnswsearch.dataset.metadata.MetadataEntry;
import io.github.hnswsearch.dataset.metadata.MetadataJoin;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.RowOutcome;
import io.github.hnswsearch.record.SkipCause;
import io.github.hnswsearch.record.SkippedRow;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Makes items of rows; for use by several threads. */
final class RowReader {
  private final boolean openImages;
  private final @Nullable MetadataJoin metadata;
  private final LongAdder withoutMetadata = new LongAdder();
  private final LongAdder repairedUrls = new LongAdder();

  /**
   * @param openImages whether the rows are pictures of Open Images
   * @param metadata null where the collection has none
   */
  RowReader(boolean openImages, @Nullable MetadataJoin metadata) {
    this.openImages = openImages;
    this.metadata = metadata;
  }

  RowOutcome read(EmbeddingSequence.Block block, int i) throws IOException {
    String id = block.rows().ids().get(i);
    return switch (RowId.of(id, openImages)) {
      case RowId.Unusable unusable -> skipped(block, i, unusable.cause(), unusable.detail());
      case RowId.Usable usable -> {
        EmbeddingBatch rows = block.rows();
        UnitVector vector;
        try {
          vector = UnitVector.of(rows.values(), i * rows.dimension(), rows.dimension());
        } catch (UnitVector.DefectException e) {
          yield skipped(block, i, e.skipCause(), e.getMessage());
        }
        yield item(usable, vector, block.firstRow() + i);
      }
    };
  }

  private static SkippedRow skipped(
      EmbeddingSequence.Block block, int i, SkipCause cause, String detail) {
    return new SkippedRow(
        block.file().getFileName().toString(),
        block.rows().firstRow() + i,
        block.rows().ids().get(i),
        cause,
        detail);
  }

  private Item item(RowId.Usable row, UnitVector vector, int number) throws IOException {
    if (row.repaired()) {
      repairedUrls.increment();
    }
    if (metadata == null) {
      return new Item(row.itemId(), row.url(), vector, Metadata.NONE);
    }
    Optional<MetadataEntry> found = metadata.find(number, row.key());
    if (found.isEmpty()) {
      withoutMetadata.increment();
      return new Item(row.itemId(), row.url(), vector, Metadata.NONE);
    }
    MetadataEntry entry = found.get();
    boolean knowsUrl = !row.hasWebUrl() && entry.url() != null;
    return new Item(
        entry.itemId() == null ? row.itemId() : entry.itemId(),
        knowsUrl ? entry.url() : row.url(),
        vector,
        entry.metadata());
  }

  /** Counts on from what an earlier run has counted. */
  void resume(long itemsWithoutMetadata, long urlsRepaired) {
    withoutMetadata.add(itemsWithoutMetadata);
    repairedUrls.add(urlsRepaired);
  }

  /** Items that the metadata says nothing of. */
  long withoutMetadata() {
    return withoutMetadata.sum();
  }

  /** Items whose URL had been cut. */
  long repairedUrls() {
    return repairedUrls.sum();
  }
}
