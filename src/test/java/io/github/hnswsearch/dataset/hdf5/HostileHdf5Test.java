package io.github.hnswsearch.dataset.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.dataset.Dataset;
import io.github.hnswsearch.dataset.EmbeddingOrigin;
import io.github.hnswsearch.dataset.Progress;
import io.github.hnswsearch.descriptor.Descriptor.DatasetNames;
import io.github.hnswsearch.descriptor.Descriptor.Source;
import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.Mutant;
import io.github.hnswsearch.record.ItemSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of embeddings that is damaged anywhere, most of all in its structure, is read as far as it
 * can be or refused in words: soon, and within a small heap. {@code -Dmutants.hdf5=100000} tries as
 * many.
 */
class HostileHdf5Test {
  private static final int FEW = 1_500;

  @TempDir Path folder;
  private final AtomicLong files = new AtomicLong();

  @Test
  void aDamagedFileIsReadOrRefusedInWords() throws IOException {
    List<Hdf5Seed> seeds = Hdf5Seed.all();
    // Rows without ids, of which any number may be named and none stored.
    Path chunked = AnnBenchmarksFiles.writeChunked(folder.resolve("chunked.h5"), 40, 8);
    seeds.add(Hdf5Seed.of("chunked rows without ids", chunked));
    new Campaign(
            "hdf5",
            FEW,
            random -> {
              Mutant mutant = seeds.get(random.nextInt(seeds.size())).mutate(random);
              // A name of its own: one that was given up may still be read.
              Path file = folder.resolve(files.getAndIncrement() + ".h5");
              Files.write(file, mutant.bytes());
              return new Damaged(mutant.what(), file);
            })
        .run();
  }

  @Test
  void theStructuresOfTheLatestFormatAreFoundByTheirChecksums() throws IOException {
    for (String latest : List.of("latest_btree_v2", "latest_fixed_array", "swmr")) {
      assertThat(Hdf5Seed.of(new Fixture(latest)).checksums()).as(latest).isGreaterThan(3);
    }
  }

  private record Damaged(String what, Path file) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      try {
        EmbeddingOrigin.requireEncoder(List.of(file), "papers", "a fingerprint");
        readRows();
        readQueries();
        if (what.startsWith("ann_benchmarks")) {
          readNeighbours();
        }
      } finally {
        Files.delete(file);
      }
    }

    /** As an import does. */
    private void readRows() throws IOException {
      Source source = new Source(List.of(file), DatasetNames.DETECT);
      try (Dataset dataset = Dataset.open(source, null, file.getParent(), Progress.NONE)) {
        ItemSource.Batch batch;
        while ((batch = dataset.next()) != null) {
          for (int i = 0; i < batch.size(); i++) {
            batch.repeated(i);
            batch.read(i);
          }
        }
      }
    }

    /** As the calibration of an import does. */
    private void readQueries() throws IOException {
      Optional<EmbeddingFile> queries = EmbeddingFile.openQueries(file, DatasetNames.DETECT);
      if (queries.isPresent()) {
        try (EmbeddingFile rows = queries.get()) {
          Fixture.batches(rows);
        }
      }
    }

    /** As a benchmark does. */
    private void readNeighbours() throws IOException {
      AnnBenchmarksFile bench = AnnBenchmarksFile.open(file);
      bench.neighbours(Math.min(bench.queries(), 10), Math.min(bench.neighbours(), 5));
    }
  }
}
