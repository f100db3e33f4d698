package io.github.hnswsearch.descriptor;

import io.github.hnswsearch.download.RemoteFile;
import io.github.hnswsearch.record.Abbreviated;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The published files that a YAML file describes, in its order. */
public final class PublishedDatasets {
  private static final String[] KEYS = {
    "about", "rows", "dimension", "encoder", "file", "url", "bytes", "sha256", "entry"
  };

  private final Path yaml;
  private final List<PublishedDataset> all;

  private PublishedDatasets(Path yaml, List<PublishedDataset> all) {
    this.yaml = yaml;
    this.all = List.copyOf(all);
  }

  /**
   * Reads the descriptions.
   *
   * @throws BadInputException if the file is missing or cannot be used, with line, column and key
   */
  public static PublishedDatasets read(Path yaml) throws IOException {
    LocatedYaml document = LocatedYaml.read(yaml, "datasets:");
    Section root = Section.root(document.root(), document::locate, "datasets");
    Section datasets = root.required("datasets", root.open("datasets"));
    List<PublishedDataset> all = new ArrayList<>();
    for (String name : datasets.keys()) {
      Section section = datasets.required(name, datasets.section(name, KEYS));
      all.add(
          new PublishedDataset(
              CollectionName.check(datasets.place(name), name),
              section.required("about", section.text("about")),
              section.count("rows"),
              section.count("dimension"),
              section.text("encoder"),
              file(section)));
    }
    return new PublishedDatasets(yaml, all);
  }

  private static RemoteFile file(Section section) throws BadInputException {
    String path = section.required("file", section.text("file"));
    String url = section.required("url", section.text("url"));
    try {
      return new RemoteFile(
          path,
          new URI(url),
          section.count("bytes"),
          Optional.ofNullable(section.text("sha256")),
          Optional.ofNullable(section.text("entry")));
    } catch (URISyntaxException e) {
      throw section.bad(
          "url", "expected an address, found \"" + Abbreviated.text(url) + "\"", "Correct it", e);
    } catch (IllegalArgumentException e) {
      throw section.bad("file", String.valueOf(e.getMessage()), "Correct the value", e);
    }
  }

  public List<PublishedDataset> all() {
    return all;
  }

  /**
   * The description of that name.
   *
   * @throws BadInputException if there is none, listing those that there are
   */
  public PublishedDataset named(String name) throws BadInputException {
    return all.stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    yaml.toString(),
                    "expected a data set named \"%s\", found %s"
                        .formatted(
                            Abbreviated.text(name),
                            String.join(", ", all.stream().map(PublishedDataset::name).toList())),
                    "Name one of them, or describe another one there"));
  }
}
