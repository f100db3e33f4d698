package io.github.hnswsearch.search;

import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a request says about the joining of legs; the collection's ranking fills what is left out.
 *
 * @param method reciprocal rank fusion where it is left out
 * @param rankConstant 1 to {@link #MAX_RANK_CONSTANT}; of no effect on weighted fusion
 * @param vectorWeight 0 to {@link #MAX_WEIGHT}
 * @param keywordWeight 0 to {@link #MAX_WEIGHT}
 */
public record FusionOptions(
    Optional<Fusion.Method> method,
    OptionalInt rankConstant,
    OptionalDouble vectorWeight,
    OptionalDouble keywordWeight) {
  public static final int MAX_RANK_CONSTANT = 100_000;
  public static final double MAX_WEIGHT = 1_000;

  /** Everything as the collection has it. */
  public static final FusionOptions DEFAULT =
      new FusionOptions(
          Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  public FusionOptions {
    Limits.requireWithin("rank_constant", rankConstant, 1, MAX_RANK_CONSTANT);
    Limits.requireWithin("vector_weight", vectorWeight, 0, MAX_WEIGHT);
    Limits.requireWithin("keyword_weight", keywordWeight, 0, MAX_WEIGHT);
  }

  /**
   * The fusion of a request.
   *
   * @throws InvalidRequestException if no leg has any weight
   */
  Fusion over(Ranking collection) {
    Ranking ranking =
        new Ranking(
            rankConstant.orElse(collection.rankConstant()),
            vectorWeight.orElse(collection.vectorWeight()),
            keywordWeight.orElse(collection.keywordWeight()));
    if (ranking.vectorWeight() == 0 && ranking.keywordWeight() == 0) {
      throw new InvalidRequestException(
          "vector_weight and keyword_weight: expected one above 0, found 0 and 0. Raise one.");
    }
    return Fusion.of(method.orElse(Fusion.Method.RRF), ranking);
  }
}
