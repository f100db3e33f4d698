package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file in the layout of ann-benchmarks: {@code train} (rows x dimension) to index, {@code test}
 * (queries x dimension) to search for and, where they are known, {@code /neighbors} (queries x n):
 * the rows of {@code train} that are nearest to each query, nearest first.
 *
 * @param path the file
 * @param rows of {@code train}
 * @param queries rows of {@code test}
 * @param dimension components of both
 * @param distance the attribute {@code distance}, by which the neighbours are nearest
 * @param neighbours how many of them each query has; 0 where the file has none
 */
public record AnnBenchmarksFile(
    Path path, long rows, int queries, int dimension, Optional<String> distance, int neighbours) {
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final String NEIGHBOURS = "neighbors";
  private static final String DISTANCE = "distance";

  /**
   * Reads and checks what the file holds; its rows are read later.
   *
   * @throws BadInputException if it is not of this layout, saying what was found
   */
  public static AnnBenchmarksFile open(Path path) throws IOException {
    int neighbours = requireLayout(path);
    try (EmbeddingFile train = Hdf5EmbeddingFile.numbered(path, TRAIN);
        EmbeddingFile test = Hdf5EmbeddingFile.numbered(path, TEST)) {
      if (train.dimension() != test.dimension()) {
        throw new BadInputException(
            path + ", data set /" + TEST,
            "expected " + train.dimension() + " components as in /train, found " + test.dimension(),
            "Make the queries with the encoder of the rows");
      }
      return new AnnBenchmarksFile(
          path,
          train.rows(),
          Math.toIntExact(test.rows()),
          train.dimension(),
          FileAttributes.text(path, DISTANCE),
          neighbours);
    }
  }

  /** Neighbours of a query, 0 for none. */
  private static int requireLayout(Path path) throws IOException {
    return Guard.call(
        path.toString(),
        () -> {
          try (Hdf5File file = Hdf5File.open(path)) {
            ObjectTree tree = ObjectTree.read(file);
            for (String name : List.of(TRAIN, TEST)) {
              if (tree.datasets().stream().noneMatch(set -> set.path().equals("/" + name))) {
                throw new BadInputException(
                    path.toString(),
                    "expected the layout of ann-benchmarks, data sets train and test, found "
                        + tree.list(),
                    "Write the rows as train and the queries as test, or import the file and bench"
                        + " the collection");
              }
            }
            return tree.datasets().stream()
                .filter(set -> set.path().equals("/" + NEIGHBOURS))
                .findFirst()
                .map(IntegerRows::columns)
                .orElse(0);
          }
        });
  }

  /** Opens the rows to index. */
  public EmbeddingFile train() throws IOException {
    return Hdf5EmbeddingFile.numbered(path, TRAIN);
  }

  /** Opens the queries. */
  public EmbeddingFile test() throws IOException {
    return Hdf5EmbeddingFile.numbered(path, TEST);
  }

  /**
   * The first neighbours of each of the first queries.
   *
   * @param count queries, at most as many as there are
   * @param k neighbours of each, at most as many as there are
   * @return count x k rows of {@code train}, nearest first
   * @throws BadInputException if one is no row of {@code train}
   */
  public long[][] neighbours(int count, int k) throws IOException {
    String where = path + ", data set /" + NEIGHBOURS;
    long[][] read =
        Guard.call(
            where,
            () -> {
              try (Hdf5File file = Hdf5File.open(path)) {
                StoredDataset dataset = ObjectTree.read(file).named(NEIGHBOURS);
                requireOneRowAQuery(where, dataset);
                return IntegerRows.read(file, where, dataset, count, k);
              }
            });
    for (int query = 0; query < count; query++) {
      for (long row : read[query]) {
        if (row < 0 || row >= rows) {
          throw new BadInputException(
              where + ", row " + query,
              "expected rows of train, 0 to " + (rows - 1) + ", found " + row,
              "Make the file again, or leave out neighbors: they are computed where they are"
                  + " missing");
        }
      }
    }
    return read;
  }

  private void requireOneRowAQuery(String where, StoredDataset dataset) throws BadInputException {
    if (dataset.rows() != queries) {
      throw new BadInputException(
          where,
          "expected " + queries + " rows, one for each of /test, found " + dataset.rows(),
          "Make the file again, or leave out neighbors: they are computed where they are missing");
    }
  }
}
