package io.github.hnswsearch.search;

import io.github.hnswsearch.document.DocumentText;
import io.github.hnswsearch.picture.Picture;
import java.util.List;
import java.util.stream.Stream;

/** What a search looks for. */
public sealed interface Query {

  /**
   * Whether the collection's encoder makes its vector; others are known, or made of stored ones.
   */
  default boolean encoded() {
    return switch (this) {
      case ByText text -> true;
      case ByPicture picture -> true;
      case ByDocument document -> true;
      case ById id -> false;
      case ByVector vector -> false;
      case ByExamples examples -> examples.all().anyMatch(Query::encoded);
    };
  }

  /** What may also be one of several examples. */
  sealed interface Example extends Query {}

  /**
   * What somebody types: words, embedded for the vector leg and parsed for the keyword leg, and
   * filters of both; or the name of a stored item. Blank: all there is.
   */
  record ByText(String text) implements Example {}

  /**
   * An embedding of the collection's dimension, of any length other than zero.
   *
   * @param components copied by the search, never changed
   */
  record ByVector(float[] components) implements Example {}

  /**
   * What lies near a stored item; the item itself is not among the results.
   *
   * @param id or another name of the item, such as an arXiv id as arXiv writes it
   */
  record ById(String id) implements Example {}

  /**
   * What lies near some examples and away from others: the direction of the mean of the positive
   * ones, moved by its difference from the mean of the negative ones. Stored items among the
   * examples are not among the results.
   */
  record ByExamples(List<Example> positive, List<Example> negative) implements Query {
    public ByExamples {
      positive = List.copyOf(positive);
      negative = List.copyOf(negative);
    }

    Stream<Example> all() {
      return Stream.concat(positive.stream(), negative.stream());
    }
  }

  /** A picture, for collections whose encoder embeds pictures. */
  record ByPicture(Picture picture) implements Query {}

  /**
   * A document of any length, embedded in passages.
   *
   * @param name what to call it in the response
   */
  record ByDocument(String name, DocumentText text) implements Query {}
}
