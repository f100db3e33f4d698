package io.github.hnswsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PassagesTest {
  @Test
  void aShortTextIsOnePassage() {
    assertThat(Passages.of("  A short text. ").texts()).containsExactly("A short text.");
  }

  @Test
  void blankTextHasNone() {
    assertThat(Passages.of(" \n").texts()).isEmpty();
  }

  @Test
  void passagesEndWithASentenceWhereOneIsNear() {
    String text = "This sentence has exactly forty letters.. ".repeat(100);
    assertThat(Passages.of(text).texts())
        .hasSizeGreaterThan(3)
        .allMatch(passage -> passage.endsWith("."));
  }

  @Test
  void passagesOverlapAtAWord() {
    String text =
        IntStream.range(0, 1_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    List<String> passages = Passages.of(text).texts();

    for (int i = 1; i < passages.size(); i++) {
      String firstWord = passages.get(i).split(" ", 2)[0];
      assertThat(passages.get(i - 1))
          .endsWith(text.substring(text.indexOf(firstWord + " "), end(text, passages.get(i - 1))));
      assertThat(firstWord).startsWith("word");
    }
  }

  private static int end(String text, String passage) {
    return text.indexOf(passage) + passage.length();
  }

  @Test
  void ofALongTextPassagesAreSpreadEvenly() {
    String text =
        IntStream.range(0, 60_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    List<String> passages = Passages.of(text).texts();

    assertThat(passages).hasSize(Passages.MOST);
    assertThat(passages.getFirst()).startsWith("w0 w1 ");
    assertThat(passages.getLast()).endsWith(" w59999");
    List<Integer> starts = new ArrayList<>();
    passages.forEach(p -> starts.add(Integer.parseInt(p.split(" ", 2)[0].substring(1))));
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1)).isBetween(300, 900);
    }
  }

  @Test
  void aWordThatIsTooLongIsCutBetweenCharacters() {
    String text = "\ud83d\ude00".repeat(1_501); // Two chars each.
    assertThat(Passages.of("x" + text).texts())
        .allSatisfy(
            passage -> {
              assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse();
              assertThat(Character.isHighSurrogate(passage.charAt(passage.length() - 1))).isFalse();
            });
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', 'b', ' ', '\n', '.', '!', '-', '我', '。', '\u0301')
        .ofMaxLength(6_000);
  }

  @Property(tries = 200)
  void nothingIsLostAndNoPassageIsTooLong(@ForAll("texts") String text) {
    List<String> passages = Passages.of(text).texts();

    assertThat(passages).allSatisfy(p -> assertThat(p).hasSizeBetween(1, Passages.CHARACTERS));
    int covered = 0;
    for (String passage : passages) {
      int from = Math.max(0, covered - Passages.OVERLAP - 1);
      int at = text.indexOf(passage, from);
      assertThat(at).isGreaterThanOrEqualTo(from);
      if (at > covered) {
        assertThat(text.substring(covered, at)).isBlank();
      }
      covered = Math.max(covered, at + passage.length());
    }
    assertThat(text.substring(covered)).isBlank();
  }
}
