package io.github.hnswsearch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencesTest {
  @ParameterizedTest
  @CsvSource({
    "http://creativecommons.org/licenses/by/4.0/, CC BY 4.0",
    "https://creativecommons.org/licenses/by-nc-nd/4.0, CC BY-NC-ND 4.0",
    "https://www.creativecommons.org/licenses/by-sa/2.0/de/deed.en, CC BY-SA 2.0",
    "http://creativecommons.org/publicdomain/zero/1.0/, CC0 1.0",
    "http://creativecommons.org/publicdomain/mark/1.0/, Public Domain Mark 1.0",
    "http://arxiv.org/licenses/nonexclusive-distrib/1.0/, arXiv non-exclusive 1.0",
    "MIT, MIT",
    "https://creativecommons.org.example.net/licenses/by/4.0/, https://creativecommons.org.example.net/licenses/by/4.0/",
    "https://creativecommons.org/licenses/, https://creativecommons.org/licenses/",
  })
  void knownAddressesHaveNames(String licence, String name) {
    assertThat(Licences.named(licence)).isEqualTo(name);
  }
}
