package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.WordEncoder;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Made-up papers whose vectors are those of their titles. The same seed gives the same papers. */
final class Papers {
  static final int DIMENSION = 32;
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("title", FieldType.TEXT),
              new Field("author", FieldType.NAME),
              new Field("category", FieldType.CATEGORY),
              new Field("license", FieldType.KEYWORD),
              new Field("year", FieldType.LONG),
              new Field("score", FieldType.DOUBLE),
              new Field("updated", FieldType.DATE),
              new Field("note", FieldType.STORED)));

  private static final List<String> WORDS =
      List.of(
          "graph", "search", "neural", "network", "quantum", "field", "protein", "fold", "market",
          "price", "galaxy", "dust", "proof", "prime", "robot", "arm", "speech", "signal");
  private static final List<String> GIVEN = List.of("Ada", "José", "Zoë", "Kim");
  private static final List<String> FAMILY = List.of("Bee", "Núñez", "O'Dee", "van der Fog");
  private static final List<String> CATEGORIES =
      List.of("cs", "cs.LG", "cs.AI", "csx", "csx.LG", "math.GT");
  private static final List<String> LICENSES = List.of("CC-BY", "cc0", "Libre, sans Réserve");

  private Papers() {}

  static WordEncoder encoder(String fingerprint) {
    return new WordEncoder("words", fingerprint, DIMENSION, new HashSet<>(WORDS));
  }

  static List<Item> of(int count, long seed) throws IOException {
    Random random = new Random(seed);
    WordEncoder encoder = encoder("abc");
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int topic = 2 * random.nextInt(WORDS.size() / 2);
      String title =
          WORDS.get(topic)
              + " "
              + WORDS.get(topic + 1)
              + " "
              + pick(random, WORDS)
              + " unseen"
              + i % 7;
      LocalDate day = LocalDate.of(2014 + random.nextInt(8), 1, 1).plusDays(random.nextInt(365));
      Metadata metadata =
          new Metadata(
              Map.of(
                  "title", List.of(title),
                  "author", List.of(name(random), name(random)),
                  "category", List.copyOf(Set.of(pick(random, CATEGORIES))),
                  "license", i % 10 == 0 ? List.of() : List.of(pick(random, LICENSES)),
                  "year", List.of(Integer.toString(day.getYear())),
                  "score", List.of(Double.toString(random.nextInt(100) / 10.0)),
                  "updated", List.of(day.toString())));
      items.add(new Item("p" + i, "https://a.b/" + i, encoder.encode(title).vector(), metadata));
    }
    return items;
  }

  private static String name(Random random) {
    return pick(random, GIVEN) + " " + (random.nextBoolean() ? "M. " : "") + pick(random, FAMILY);
  }

  private static String pick(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
