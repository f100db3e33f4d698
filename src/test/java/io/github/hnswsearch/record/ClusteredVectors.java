package io.github.hnswsearch.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Unit vectors that lie as embeddings do: around centres, spread along a few directions, with a
 * little noise in every component. The same seed gives the same vectors.
 */
public final class ClusteredVectors {
  private static final int RANK = 8;
  private static final double SPREAD = 0.5;
  private static final double NOISE = 0.08;

  private ClusteredVectors() {}

  /**
   * Draws vectors.
   *
   * @param count how many
   * @param clusters centres that they lie around
   */
  public static List<UnitVector> of(int count, int dimension, int clusters, long seed) {
    Random random = new Random(seed);
    float[][] centres = gaussians(random, clusters, dimension);
    float[][] directions = gaussians(random, RANK, dimension);
    List<UnitVector> vectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] vector = centres[random.nextInt(clusters)].clone();
      for (float[] direction : directions) {
        add(vector, direction, SPREAD * random.nextGaussian());
      }
      for (int j = 0; j < dimension; j++) {
        vector[j] += (float) (NOISE * random.nextGaussian());
      }
      vectors.add(unit(vector));
    }
    return vectors;
  }

  /** A vector that is known to have a direction. */
  public static UnitVector unit(float... components) {
    try {
      return UnitVector.of(components);
    } catch (UnitVector.DefectException e) {
      throw new AssertionError(e);
    }
  }

  private static float[][] gaussians(Random random, int count, int dimension) {
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      for (int j = 0; j < dimension; j++) {
        vector[j] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  private static void add(float[] vector, float[] direction, double weight) {
    for (int j = 0; j < vector.length; j++) {
      vector[j] += (float) (weight * direction[j]);
    }
  }
}
