package io.github.hnswsearch.dataset.hdf5;

import io.github.hnswsearch.record.BadInputException;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.links.ExternalLink;
import io.jhdf.links.SoftLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The groups and data sets of a file.
 *
 * <p>Groups may contain themselves by hard links and soft links may point at each other, so groups
 * are visited once each, and links are followed here, for a bounded number of steps, rather than by
 * jHDF. Links into other files are not followed.
 */
final class ObjectTree {
  private static final int MAX_DATASETS = 10_000;
  private static final int MAX_LINKS = 16;
  private static final int MAX_LISTED = 20;

  private final String where;
  private final Group root;
  private final List<StoredDataset> datasets = new ArrayList<>();
  private final List<String> externalLinks = new ArrayList<>();

  private ObjectTree(String where, Group root) {
    this.where = where;
    this.root = root;
  }

  private record Place(Group group, String path) {}

  /**
   * Reads the headers of all data sets, those nearest to the root first.
   *
   * @throws BadInputException if a group holds something that jHDF cannot read, such as a virtual
   *     data set
   */
  static ObjectTree read(Hdf5File file) throws BadInputException {
    ObjectTree tree = new ObjectTree(file.path().toString(), file.root());
    tree.walk();
    return tree;
  }

  private void walk() throws BadInputException {
    Set<Long> visited = new HashSet<>();
    Queue<Place> places = new ArrayDeque<>();
    places.add(new Place(root, "/"));
    visited.add(root.getAddress());
    while (!places.isEmpty() && datasets.size() < MAX_DATASETS) {
      Place place = places.remove();
      for (Map.Entry<String, Node> child : children(place.group, place.path).entrySet()) {
        String path = place.path + child.getKey();
        Node node = child.getValue();
        if (node instanceof ExternalLink link) {
          externalLinks.add(path + " (link into another file, " + link.getTargetPath() + ")");
          continue;
        }
        if (node instanceof SoftLink link) {
          node = linkedDataset(place, link);
        }
        if (node instanceof DatasetBase dataset) {
          datasets.add(new StoredDataset(path, dataset));
        } else if (node instanceof Group group && visited.add(group.getAddress())) {
          places.add(new Place(group, path + "/"));
        }
      }
    }
  }

  /** The data set behind a link; null for groups, which the walk reaches without links. */
  private @Nullable Node linkedDataset(Place place, SoftLink link) {
    try {
      return find(place.group, link.getTargetPath(), 1) instanceof DatasetBase dataset
          ? dataset
          : null;
    } catch (BadInputException e) {
      // A broken link matters only to someone who names it.
      return null;
    }
  }

  List<StoredDataset> datasets() {
    return Collections.unmodifiableList(datasets);
  }

  /**
   * The data set that a user named.
   *
   * @param path from the root on, with or without a leading {@code /}
   * @throws BadInputException if there is none, listing those there are
   */
  StoredDataset named(String path) throws BadInputException {
    String full = path.startsWith("/") ? path : "/" + path;
    if (find(root, full, 0) instanceof DatasetBase dataset) {
      StoredDataset named = new StoredDataset(full, dataset);
      return datasets.stream().anyMatch(known -> known.path().equals(full))
          ? named
          : underKnownPath(named);
    }
    throw new BadInputException(
        where, "there is no data set " + full + "; found " + list(), "Name one of these");
  }

  /** The same data set where the walk found it, so that what lies beside it is known. */
  private StoredDataset underKnownPath(StoredDataset named) {
    return datasets.stream()
        .filter(known -> known.node().getAddress() == named.node().getAddress())
        .findFirst()
        .orElse(named);
  }

  private @Nullable Node find(Group from, String path, int links) throws BadInputException {
    if (links > MAX_LINKS) {
      throw new BadInputException(
          where,
          "the link " + path + " leads through more than " + MAX_LINKS + " others",
          "Name the data set that it is meant to lead to");
    }
    Node node = path.startsWith("/") ? root : from;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!(node instanceof Group group)) {
        return null;
      }
      Node child = children(group, path).get(name);
      if (child instanceof SoftLink soft) {
        child = find(group, soft.getTargetPath(), links + 1);
      } else if (child instanceof ExternalLink external) {
        throw new BadInputException(
            where,
            path + " is a link into another file: " + external.getTargetPath(),
            "Import that file instead");
      }
      if (child == null) {
        return null;
      }
      node = child;
    }
    return node;
  }

  private Map<String, Node> children(Group group, String path) throws BadInputException {
    return Guard.call(where + ", group " + path, group::getChildren);
  }

  /** Everything that can be named, in words, for errors. */
  String list() {
    return list(
        Stream.concat(datasets.stream().map(StoredDataset::toString), externalLinks.stream()));
  }

  /** Some data sets in words, for errors. */
  static String list(List<StoredDataset> datasets) {
    return list(datasets.stream().map(StoredDataset::toString));
  }

  private static String list(Stream<String> things) {
    List<String> all = things.toList();
    if (all.isEmpty()) {
      return "no data sets";
    }
    String listed = String.join(", ", all.subList(0, Math.min(all.size(), MAX_LISTED)));
    return all.size() > MAX_LISTED
        ? listed + " and " + (all.size() - MAX_LISTED) + " more"
        : listed;
  }
}
