package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      textBlock =
          """
          Ada Bee                                        | Ada Bee
          Ada Bee and Cy Dee                             | Ada Bee;Cy Dee
          A. Bee, C. Dee, and E. Eff                     | A. Bee;C. Dee;E. Eff
          A. Bee (1 and 2) and C. Dee (1, 3) ((1) X, (2) Y, Z (W)) | A. Bee;C. Dee
          A. Bee (Oxford), C. Dee                        | A. Bee;C. Dee
          A. Bee, et al.                                 | A. Bee
          A. Bee et al (the group)                       | A. Bee
          A. Bee, Jr., C. Dee III                        | A. Bee Jr.;C. Dee III
          A. Bee, , Jr., C. Dee                          | A. Bee Jr.;C. Dee
          A. Bee, C. Dee, and et al., et al.             | A. Bee;C. Dee
          The Group: A. Bee, C. Dee                      | The Group;A. Bee;C. Dee
          A. Bee (never closed, C. Dee                   | A. Bee
          Bj\\"orn \\'A. Bee and Sandy Anders            | Björn Á. Bee;Sandy Anders
          """)
  void aLineOfAuthorsIsTakenApart(String line, String names) {
    assertThat(String.join(";", AuthorNames.split(line))).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A. Bee, et al.             | true
          A. Bee et al (the group)   | true
          A. Bee, C. Dee             | false
          A. Bee (with C. Dee et al) | false
          Et Alia, A. Bee            | false
          """)
  void aLineThatEndsWithEtAlIsCut(String line, boolean cut) {
    assertThat(AuthorNames.isCut(line)).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({
    "Bee, A., '', A. Bee",
    "al., et, '', ''",
    "van der Bee, Ada, '', Ada van der Bee",
    "Bee, Ada, Jr., Ada Bee Jr.",
    "Bee, 'C. -P.', '', C.-P. Bee",
    "Group, '', '', Group",
  })
  void partsOfANameAreJoined(String last, String first, String suffix, String name) {
    assertThat(AuthorNames.join(last, first, suffix)).isEqualTo(name);
  }
}
