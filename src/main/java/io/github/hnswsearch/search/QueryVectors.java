package io.github.hnswsearch.search;

import io.github.hnswsearch.document.DocumentEmbedding;
import io.github.hnswsearch.encoder.EncoderBusyException;
import io.github.hnswsearch.encoder.OneSidedEncoderException;
import io.github.hnswsearch.encoder.TextEmbedding;
import io.github.hnswsearch.encoder.TextEncoder;
import io.github.hnswsearch.encoder.UnknownWordsException;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.UnitVector;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Turns what a search looks for into a vector of the collection's space. */
final class QueryVectors {
  private final CollectionReader reader;
  private final CollectionSearcher.EncoderSource encoders;

  QueryVectors(CollectionReader reader, CollectionSearcher.EncoderSource encoders) {
    this.reader = reader;
    this.encoders = encoders;
  }

  /**
   * The vector of a query.
   *
   * @param warnings is told what had no part in it
   * @throws UnknownWordsException if the encoder knows no word of a text
   * @throws UnavailableEncoderException if the encoder cannot be used
   */
  UnitVector of(Query query, List<String> warnings) throws IOException {
    return switch (query) {
      case Query.ByText text -> embed(text.text(), warnings);
      case Query.ByPicture byPicture ->
          refusing(() -> encoders.image().encode(byPicture.picture()));
      case Query.ByDocument document -> embed(document);
      case Query.ById id -> reader.vector(item(id.id()));
      case Query.ByVector byVector -> unit(byVector.components());
      case Query.ByExamples examples -> combine(examples, warnings);
    };
  }

  /** Stored items that a query starts from. */
  Set<Integer> items(Query query) throws IOException {
    Stream<? extends Query> parts =
        query instanceof Query.ByExamples examples ? examples.all() : Stream.of(query);
    Set<Integer> items = new TreeSet<>();
    for (Query part : parts.toList()) {
      if (part instanceof Query.ById byId) {
        items.add(item(byId.id()));
      }
    }
    return items;
  }

  private int item(String id) throws IOException {
    return KnownItem.find(id, reader)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "id: expected the id of an item of this collection, found \"" + id + "\"."));
  }

  private UnitVector embed(String text, List<String> warnings) throws IOException {
    TextEmbedding embedding = refusing(() -> encoders.text().encode(text));
    warnings.addAll(embedding.warnings());
    return embedding.vector();
  }

  private UnitVector embed(Query.ByDocument document) throws IOException {
    return refusing(
        () -> {
          TextEncoder encoder = encoders.text();
          UnitVector vector = DocumentEmbedding.of(encoder, document.text());
          if (vector == null) {
            throw new InvalidRequestException(
                "file \"%s\": expected words that the encoder %s knows, found none in it."
                        .formatted(document.name(), encoder.name())
                    + " Send a document in the language of the collection.");
          }
          return vector;
        });
  }

  private UnitVector unit(float[] components) {
    if (components.length != reader.dimension()) {
      throw new InvalidRequestException(
          "vector: expected %d components, found %d. Send an embedding of the collection's encoder."
              .formatted(reader.dimension(), components.length));
    }
    try {
      return UnitVector.of(nearOne(components));
    } catch (UnitVector.DefectException e) {
      throw new InvalidRequestException(
          "vector: expected finite components with a norm other than 0, found that "
              + e.getMessage()
              + ". Send an embedding of the collection's encoder.");
    }
  }

  /**
   * The same direction with the largest component between 1 and 2: the norm of a vector of a caller
   * may lie beyond what a float holds. A power of two as the factor leaves every digit as it is.
   */
  private static float[] nearOne(float[] components) {
    float largest = 0;
    for (float component : components) {
      largest = Math.max(largest, Math.abs(component));
    }
    if (largest == 0 || !Float.isFinite(largest)) {
      return components; // Has no direction, and is refused with the cause.
    }
    int exponent = Math.getExponent(largest);
    float[] scaled = new float[components.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(components[i], -exponent);
    }
    return scaled;
  }

  /**
   * The mean of the positive examples, moved away from that of the negative ones: 2 p - n, or p or
   * -n where there are only some of one kind.
   */
  private UnitVector combine(Query.ByExamples examples, List<String> warnings) throws IOException {
    float[] sum = new float[reader.dimension()];
    double weight = examples.positive().isEmpty() || examples.negative().isEmpty() ? 1 : 2;
    addMean(sum, examples.positive(), weight, warnings);
    addMean(sum, examples.negative(), -1, warnings);
    try {
      return UnitVector.of(sum);
    } catch (UnitVector.DefectException e) {
      throw new InvalidRequestException(
          "positive and negative: expected examples that point somewhere together, found that they"
              + " cancel each other out. Leave one out.");
    }
  }

  private void addMean(
      float[] sum, List<Query.Example> examples, double weight, List<String> warnings)
      throws IOException {
    for (Query.Example example : examples) {
      float[] components = of(example, warnings).components();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (components[i] * weight / examples.size());
      }
    }
  }

  /** Embeds something. */
  @FunctionalInterface
  private interface Embedding<T> {
    T embed() throws IOException;
  }

  /** An encoder that a collection lacks, or that refuses its input, makes the request a bad one. */
  private static <T> T refusing(Embedding<T> embedding) throws IOException {
    try {
      return embedding.embed();
    } catch (UnknownWordsException | UnavailableEncoderException e) {
      throw e;
    } catch (OneSidedEncoderException e) {
      throw new InvalidRequestException(e.ofSearch());
    } catch (EncoderBusyException e) {
      throw new OverloadedException(String.valueOf(e.getMessage()), e);
    } catch (BadInputException e) {
      throw new InvalidRequestException(e.getMessage());
    }
  }
}
