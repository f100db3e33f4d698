package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.hnswsearch.record.UnitVector.DefectException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnitVectorTest {
  @Test
  void anEmbeddingIsScaledToLengthOne() throws DefectException {
    assertThat(UnitVector.of(new float[] {3, -4}).components()).containsExactly(0.6f, -0.8f);
  }

  @Test
  void theEmbeddingItselfIsLeftAsItWas() throws DefectException {
    float[] embedding = {3, 4};
    UnitVector.of(embedding);
    assertThat(embedding).containsExactly(3, 4);
  }

  @Test
  void aSliceOfABlockIsReadFromItsOffset() throws DefectException {
    float[] block = {Float.NaN, 0, 5, Float.NaN};
    assertThat(UnitVector.of(block, 1, 2).components()).containsExactly(0, 1);
  }

  @Test
  void componentsWhoseSquaresOverflowAFloatAreScaledAllTheSame() throws DefectException {
    UnitVector vector = UnitVector.of(new float[] {1e30f, 1e30f});
    assertThat(vector.dot(vector)).isCloseTo(1, within(1e-6));
  }

  @Test
  void componentsWhoseSquaresUnderflowAFloatAreScaledAllTheSame() throws DefectException {
    UnitVector vector = UnitVector.of(new float[] {1e-30f, -1e-30f});
    assertThat(vector.dot(vector)).isCloseTo(1, within(1e-6));
  }

  @Test
  void theDotProductIsTheCosine() throws DefectException {
    UnitVector right = UnitVector.of(new float[] {2, 0});
    assertThat(right.dot(UnitVector.of(new float[] {5, 5})))
        .isCloseTo(Math.sqrt(0.5), within(1e-6));
    assertThat(right.dot(UnitVector.of(new float[] {-7, 0}))).isEqualTo(-1);
  }

  @Test
  void vectorsOfTheSameDirectionAreEqual() throws DefectException {
    assertThat(UnitVector.of(new float[] {1, 0}))
        .isEqualTo(UnitVector.of(new float[] {9, 0}))
        .hasSameHashCodeAs(UnitVector.of(new float[] {9, 0}))
        .isNotEqualTo(UnitVector.of(new float[] {0, 1}));
  }

  @Test
  void aNanIsNamedWithItsPlaceInTheSlice() {
    DefectException defect = defect(1, 2, Float.NaN);
    assertThat(defect.skipCause()).isEqualTo(SkipCause.NOT_A_NUMBER);
    assertThat(defect).hasMessage("component 2 is NaN");
  }

  @Test
  void anInfinityIsNamedWithItsSign() {
    DefectException defect = defect(1, Float.NEGATIVE_INFINITY);
    assertThat(defect.skipCause()).isEqualTo(SkipCause.INFINITE);
    assertThat(defect).hasMessage("component 1 is -Infinity");
  }

  @Test
  void aVectorOfZerosHasNoDirection() {
    assertThat(defect(0, -0f, 0).skipCause()).isEqualTo(SkipCause.ZERO);
  }

  @Test
  void aNormAboveTheLargestFloatIsOutOfRange() {
    assertThat(defect(Float.MAX_VALUE, Float.MAX_VALUE).skipCause())
        .isEqualTo(SkipCause.NORM_OUT_OF_RANGE);
  }

  @Test
  void aNormBelowTheSmallestNormalFloatIsOutOfRange() {
    assertThat(defect(Float.MIN_VALUE, 0).skipCause()).isEqualTo(SkipCause.NORM_OUT_OF_RANGE);
  }

  @Test
  void aDefectOfASliceCountsFromTheSlicesStart() {
    DefectException defect =
        catchThrowableOfType(
            DefectException.class, () -> UnitVector.of(new float[] {1, 2, 3, Float.NaN}, 2, 2));
    assertThat(defect).hasMessage("component 1 is NaN");
  }

  @Test
  void aCosineNeverLeavesItsRange() throws DefectException {
    for (int dimension = 1; dimension <= 300; dimension++) {
      float[] ones = new float[dimension];
      Arrays.fill(ones, 1);
      UnitVector vector = UnitVector.of(ones);
      assertThat(vector.dot(vector)).as("dimension %d", dimension).isBetween(0.999999, 1.0);
    }
  }

  private static DefectException defect(float... components) {
    return catchThrowableOfType(DefectException.class, () -> UnitVector.of(components));
  }
}
