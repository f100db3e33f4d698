package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the data set of the embeddings and that of their ids.
 *
 * <p>Embeddings: {@code embeddings}; else {@code train}, as ann-benchmarks files have it; else the
 * only one that holds numbers in rows. Ids, in the same group: the first of the well-known names
 * that is as long as the embeddings; else the only text of that length. In a file of the
 * ann-benchmarks layout the row numbers are the ids.
 */
final class DatasetFinder {
  private static final List<String> EMBEDDING_NAMES = List.of("embeddings", "train");

  /** As ann-benchmarks names them. */
  private static final String QUERIES = "test";

  /** In the order of preference: a URL says more than a path, a path more than a number. */
  private static final List<String> ID_NAMES =
      List.of(
          "urls",
          "url",
          "image_urls",
          "image_url",
          "paths",
          "path",
          "image_paths",
          "image_path",
          "filenames",
          "filename",
          "image_ids",
          "image_id",
          "ids",
          "id");

  private static final String NAME_EMBEDDINGS =
      "Name it in the descriptor: source: datasets: {embeddings: PATH}";

  private static final String NAME_ID =
      "Name the data set of the ids in the descriptor: source: datasets: {id: PATH}";

  private final String where;
  private final ObjectTree tree;

  DatasetFinder(String where, ObjectTree tree) {
    this.where = where;
    this.tree = tree;
  }

  /**
   * The embeddings.
   *
   * @param name what the user named, null to find them
   * @throws BadInputException if there are none or several, listing what there is
   */
  StoredDataset embeddings(@Nullable String name) throws BadInputException {
    return name == null ? findEmbeddings() : tree.named(name);
  }

  /**
   * The ids of the embeddings; null if the row numbers are the ids.
   *
   * @param name what the user named, null to find them
   * @throws BadInputException if there are none or several, listing what there is
   */
  @Nullable StoredDataset ids(@Nullable String name, StoredDataset embeddings)
      throws BadInputException {
    return name == null ? findIds(embeddings) : tree.named(name);
  }

  /**
   * Rows beside the embeddings that are meant to be searched for; null where there are none of
   * their dimension.
   */
  @Nullable StoredDataset queries(StoredDataset embeddings) {
    String path = embeddings.group() + QUERIES;
    return datasets(dataset -> dataset.path().equals(path)).stream()
        .filter(dataset -> !dataset.path().equals(embeddings.path()))
        .filter(dataset -> dataset.looksLikeEmbeddings() && dataset.rows() > 0)
        .filter(dataset -> dataset.columns() == embeddings.columns())
        .findFirst()
        .orElse(null);
  }

  private StoredDataset findEmbeddings() throws BadInputException {
    for (String name : EMBEDDING_NAMES) {
      List<StoredDataset> named = datasets(dataset -> dataset.name().equalsIgnoreCase(name));
      if (!named.isEmpty()) {
        return only(named);
      }
    }
    List<StoredDataset> matrices = datasets(StoredDataset::looksLikeEmbeddings);
    if (matrices.isEmpty()) {
      throw new BadInputException(
          where,
          "expected a data set of embeddings (rows x dimension, numbers), found " + tree.list(),
          "Check that this is the right file");
    }
    return only(matrices);
  }

  private StoredDataset only(List<StoredDataset> candidates) throws BadInputException {
    if (candidates.size() > 1) {
      throw new BadInputException(
          where,
          "expected one data set of embeddings, found several: " + ObjectTree.list(candidates),
          NAME_EMBEDDINGS);
    }
    return candidates.get(0);
  }

  private @Nullable StoredDataset findIds(StoredDataset embeddings) throws BadInputException {
    List<StoredDataset> siblings =
        datasets(dataset -> dataset.group().equals(embeddings.group()) && dataset.isColumn());
    List<StoredDataset> named = new ArrayList<>();
    for (String name : ID_NAMES) {
      for (StoredDataset sibling : siblings) {
        if (sibling.name().equalsIgnoreCase(name) && IdType.isReadable(sibling)) {
          named.add(sibling);
        }
      }
    }
    List<StoredDataset> fitting = ofSameLength(named, embeddings);
    if (!fitting.isEmpty()) {
      return fitting.get(0);
    }
    if (!named.isEmpty()) {
      // Its length is refused where it is compared, with both numbers.
      return named.get(0);
    }
    List<StoredDataset> texts =
        ofSameLength(siblings.stream().filter(StoredDataset::isText).toList(), embeddings);
    if (texts.size() > 1) {
      throw new BadInputException(
          where,
          "expected one data set of ids beside "
              + embeddings
              + ", found several: "
              + ObjectTree.list(texts),
          NAME_ID);
    }
    if (texts.size() == 1) {
      return texts.get(0);
    }
    if (isAnnBenchmarks(embeddings)) {
      return null;
    }
    throw new BadInputException(
        where,
        "expected a data set of ids, URLs or paths beside " + embeddings + ", found " + tree.list(),
        NAME_ID);
  }

  private boolean isAnnBenchmarks(StoredDataset embeddings) {
    String train = embeddings.group() + "train";
    return tree.datasets().stream().anyMatch(dataset -> dataset.path().equals(train));
  }

  private static List<StoredDataset> ofSameLength(
      List<StoredDataset> datasets, StoredDataset embeddings) {
    return datasets.stream().filter(dataset -> dataset.rows() == embeddings.rows()).toList();
  }

  /** Those that pass, one per object: hard and soft links may give a data set several names. */
  private List<StoredDataset> datasets(Predicate<StoredDataset> filter) {
    Set<Long> addresses = new HashSet<>();
    return tree.datasets().stream()
        .filter(filter)
        .filter(dataset -> addresses.add(dataset.node().getAddress()))
        .toList();
  }
}
