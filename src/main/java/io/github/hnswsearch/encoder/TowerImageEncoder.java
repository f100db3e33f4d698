package io.github.hnswsearch.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.hnswsearch.encoder.EncoderDescription.ImageTower;
import io.github.hnswsearch.picture.Picture;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture model behind its preprocessing. */
final class TowerImageEncoder implements ImageEncoder {
  private static final int CHANNELS = 3;
  private static final int WARM_UPS = 2;

  private final EncoderIdentity identity;
  private final ImageTower description;
  private final Tower tower;

  private TowerImageEncoder(EncoderIdentity identity, ImageTower description, Tower tower) {
    this.identity = identity;
    this.description = description;
    this.tower = tower;
  }

  /**
   * Loads a picture tower and runs it.
   *
   * @throws BadInputException if its files cannot be used, the model does not run, or its vectors
   *     are not of the described dimension
   */
  static TowerImageEncoder load(
      EncoderDescription encoder, ImageTower description, EncoderOptions options)
      throws IOException {
    EncoderIdentity identity = Fingerprint.identity(encoder);
    Tower tower =
        Tower.load(
            encoder.name(), encoder.engine(), description.model(), description.method(), options);
    try {
      TowerImageEncoder loaded = new TowerImageEncoder(identity, description, tower);
      Towers.warmUp(encoder.name(), description.model(), loaded::warmUp);
      return loaded;
    } catch (IOException | RuntimeException e) {
      tower.close();
      throw e;
    }
  }

  private void warmUp() throws IOException {
    int size = description.preprocessing().size();
    for (int i = 0; i < WARM_UPS; i++) {
      float[] vector = vectors(List.of(new float[CHANNELS * size * size])).getFirst();
      Towers.requireDimension(identity, description.model(), vector.length);
    }
  }

  @Override
  public EncoderIdentity identity() {
    return identity;
  }

  @Override
  public UnitVector encode(Picture picture) throws IOException {
    UnitVector vector =
        Towers.unit(vectors(List.of(description.preprocessing().apply(picture))).getFirst());
    if (vector == null) {
      throw new BadInputException(
          "picture",
          "expected a vector with a direction from encoder " + name() + ", found none",
          "Use another picture");
    }
    return vector;
  }

  @Override
  public List<@Nullable UnitVector> encodeAll(List<Picture> pictures) throws IOException {
    try (Workers workers = new Workers(name(), tower.workers())) {
      List<List<@Nullable UnitVector>> batches =
          workers.map(Towers.batches(pictures, tower.batchSize()), this::encodeBatch);
      List<@Nullable UnitVector> vectors = new ArrayList<>(pictures.size());
      batches.forEach(vectors::addAll);
      return vectors;
    }
  }

  private List<@Nullable UnitVector> encodeBatch(List<Picture> batch) throws IOException {
    List<float[]> pixels = new ArrayList<>(batch.size());
    for (Picture picture : batch) {
      pixels.add(description.preprocessing().apply(picture));
    }
    List<@Nullable UnitVector> vectors = new ArrayList<>(batch.size());
    for (float[] vector : vectors(pixels)) {
      vectors.add(Towers.unit(vector));
    }
    return vectors;
  }

  /** One vector a picture, in the same order. */
  private List<float[]> vectors(List<float[]> pixels) throws IOException {
    Tensor output = tower.run(manager -> new NDList(input(manager, pixels)));
    List<float[]> vectors = new ArrayList<>(pixels.size());
    for (int row = 0; row < pixels.size(); row++) {
      vectors.add(Towers.pooled(name(), Pooling.NONE, output, row, 1));
    }
    return vectors;
  }

  private NDArray input(NDManager manager, List<float[]> pixels) {
    int size = description.preprocessing().size();
    FloatBuffer values = FloatBuffer.allocate(pixels.size() * CHANNELS * size * size);
    pixels.forEach(values::put);
    NDArray array = manager.create(values.array(), new Shape(pixels.size(), CHANNELS, size, size));
    array.setName(description.input());
    return array;
  }

  @Override
  public void close() {
    tower.close();
  }
}
