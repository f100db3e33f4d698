package io.github.hnswsearch.encoder;

import io.github.hnswsearch.download.RemoteFile;
import io.github.hnswsearch.encoder.EncoderDescription.ImageTower;
import io.github.hnswsearch.encoder.EncoderDescription.TextTower;
import io.github.hnswsearch.picture.ImagePreprocessing;
import io.github.hnswsearch.picture.Resampling;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks what a description says and finds its files. */
final class DescriptionReader {
  private static final String FORWARD = "forward";
  private static final List<TokenInput> TOKEN_INPUTS =
      List.of(TokenInput.INPUT_IDS, TokenInput.ATTENTION_MASK);
  private static final String PIXEL_INPUT = "pixel_values";
  private static final int DEFAULT_MAX_CHARACTERS = 10_000;
  private static final int CHANNELS = 3;

  private final Path yamlFile;
  private final String name;
  private final List<Path> folders;

  /**
   * A reader of one description.
   *
   * @param yamlFile the description, named in errors
   * @param folders where its files may be
   */
  DescriptionReader(Path yamlFile, String name, List<Path> folders) {
    this.yamlFile = yamlFile;
    this.name = name;
    this.folders = folders;
  }

  EncoderSummary summary(DescriptionYaml yaml) throws BadInputException {
    Map<String, Optional<Path>> files = new LinkedHashMap<>();
    List<String> embeds = new ArrayList<>();
    if (yaml.text() != null) {
      embeds.add(EncoderSummary.TEXT);
      addFile(files, required("text.model", yaml.text().model()));
      addFile(files, required("text.tokenizer", yaml.text().tokenizer()));
    }
    if (yaml.image() != null) {
      embeds.add(EncoderSummary.PICTURES);
      addFile(files, required("image.model", yaml.image().model()));
    }
    return new EncoderSummary(
        name,
        positive("dimension", yaml.dimension()),
        required("licence", yaml.licence()),
        List.copyOf(embeds),
        files,
        remote(yaml));
  }

  private void addFile(Map<String, Optional<Path>> files, String path) {
    files.put(path, find(path));
  }

  EncoderDescription description(DescriptionYaml yaml) throws IOException {
    if (yaml.text() == null && yaml.image() == null) {
      throw bad("expected text:, image: or both, found neither");
    }
    // Checked although nothing is fetched now: a mistake is told at the first use.
    boolean fetchable = !remote(yaml).isEmpty();
    required("licence", yaml.licence());
    return new EncoderDescription(
        name,
        positive("dimension", yaml.dimension()),
        yaml.checkpoint(),
        or(yaml.engine(), EncoderEngine.PYTORCH),
        or(yaml.cpuOnly(), false),
        yaml.text() == null ? null : text(yaml.text(), fetchable),
        yaml.image() == null ? null : image(yaml.image(), fetchable));
  }

  private TextTower text(DescriptionYaml.Text yaml, boolean fetchable) throws IOException {
    Pooling pooling = or(yaml.pooling(), Pooling.NONE);
    return new TextTower(
        existing(required("text.model", yaml.model()), fetchable),
        or(yaml.method(), FORWARD),
        or(yaml.inputs(), TOKEN_INPUTS),
        pooling,
        existing(required("text.tokenizer", yaml.tokenizer()), fetchable),
        positive("text.max_tokens", yaml.maxTokens()),
        positive("text.max_characters", or(yaml.maxCharacters(), DEFAULT_MAX_CHARACTERS)),
        or(yaml.padId(), 0L));
  }

  private ImageTower image(DescriptionYaml.Image yaml, boolean fetchable) throws IOException {
    return new ImageTower(
        existing(required("image.model", yaml.model()), fetchable),
        or(yaml.method(), FORWARD),
        or(yaml.input(), PIXEL_INPUT),
        preprocessing(yaml));
  }

  private ImagePreprocessing preprocessing(DescriptionYaml.Image yaml) throws BadInputException {
    int size = positive("image.size", yaml.size());
    float[] mean = channels("image.mean", yaml.mean());
    float[] std = channels("image.std", yaml.std());
    try {
      return new ImagePreprocessing(size, or(yaml.resampling(), Resampling.BICUBIC), mean, std);
    } catch (IllegalArgumentException e) {
      throw bad("image: " + e.getMessage());
    }
  }

  private List<RemoteFile> remote(DescriptionYaml yaml) throws BadInputException {
    List<RemoteFile> files = new ArrayList<>();
    List<DescriptionYaml.RemoteModelFile> described = or(yaml.files(), List.of());
    for (DescriptionYaml.RemoteModelFile file : described) {
      try {
        files.add(
            new RemoteFile(
                required("files.path", file.path()),
                required("files.url", file.url()),
                file.bytes() == null ? OptionalLong.empty() : OptionalLong.of(file.bytes()),
                Optional.ofNullable(file.sha256()),
                Optional.ofNullable(file.entry())));
      } catch (IllegalArgumentException e) {
        throw bad(String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(files);
  }

  private float[] channels(String key, float @Nullable [] values) throws BadInputException {
    float[] found = required(key, values);
    if (found.length != CHANNELS) {
      throw bad(
          "expected %s with one number each for red, green and blue, found %d"
              .formatted(key, found.length));
    }
    return found;
  }

  private <T> T required(String key, @Nullable T value) throws BadInputException {
    if (value == null) {
      throw bad("expected the key " + key + ", found none");
    }
    return value;
  }

  private static <T> T or(@Nullable T value, T absent) {
    return value == null ? absent : value;
  }

  private int positive(String key, @Nullable Integer value) throws BadInputException {
    int found = required(key, value);
    if (found < 1) {
      throw bad("expected %s of 1 or more, found %d".formatted(key, found));
    }
    return found;
  }

  private BadInputException bad(String problem) {
    return new BadInputException(yamlFile.toString(), problem, "Correct the description");
  }

  private Optional<Path> find(String relative) {
    return folders.stream()
        .map(folder -> folder.resolve(relative).normalize())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Path existing(String relative, boolean fetchable) throws BadInputException {
    return find(relative)
        .orElseThrow(
            () ->
                new BadInputException(
                    "encoder " + name,
                    "expected the file %s in %s, found none"
                        .formatted(
                            relative,
                            String.join(" or ", folders.stream().map(Path::toString).toList())),
                    fetchable
                        ? "Run ./hnsw-search models pull " + name
                        : "Put it there; " + yamlFile + " describes it"));
  }
}
