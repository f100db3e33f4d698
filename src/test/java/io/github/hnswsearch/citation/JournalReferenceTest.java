package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JournalReferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      emptyValue = "",
      textBlock =
          """
          Phys. Rev. Lett. 116, 061102 (2016)  | Phys. Rev. Lett.;116;;061102;;2016
          Phys.Rev.D79:084008,2009             | Phys.Rev.;D79;;084008;;2009
          Phys. Rev. D 79, 084008 (2009)       | Phys. Rev. D;79;;084008;;2009
          Phys.Lett. B716 (2012) 1-29          | Phys.Lett.;B716;;1;29;2012
          JHEP 0906:016,2009                   | JHEP;0906;;016;;2009
          Nature 521(7553):436-444, 2015       | Nature;521;7553;436;444;2015
          Nature, 521 (7553), 436–444 (2015)   | Nature;521;7553;436;444;2015
          Nature, vol. 521, no. 7553, pp. 436--444, 2015 | Nature;521;7553;436;444;2015
          Ann. of Math. 141 (1995), no. 3, 443-551 | Ann. of Math.;141;3;443;551;1995
          J. Stat. Phys. 15(3) (1976) 33       | J. Stat. Phys.;15;3;33;;1976
          J. Trees 7:1-5, 2009                 | J. Trees;7;;1;5;2009
          Astrophys. J. 826 L13 (2016)         | Astrophys. J.;826;;L13;;2016
          Vol. of Trees 1, 2 (2003).           | Vol. of Trees;1;;2;;2003
          """)
  void theUsualFormsAreTakenApart(String line, String parts) {
    JournalReference found = JournalReference.of(line).orElseThrow();

    assertThat(
            String.join(
                ";",
                found.name(),
                found.volume(),
                found.issue(),
                found.firstPage(),
                found.lastPage(),
                found.year()))
        .isEqualTo(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nature",
        "Phys. Rev. Lett. 116, 061102",
        "Phys. Rev. Lett. (2016)",
        "Phys. Rev. D 79, 084008 (2009); Erratum-ibid. D 80, 1 (2010)",
        "Proceedings of the 34th Conference on Trees, pages 12-15, 2019",
        "Proc. of Trees, pages 12-15, 2019",
        "To appear in Phys. Rev. D 79, 084008 (2009)",
        "Phys. Lett. B716 (2012) 1 & 2",
      })
  void anyOtherTextIsNot(String line) {
    assertThat(JournalReference.of(line)).isEmpty();
  }

  @Test
  void aTextOfAnyLengthTakesAMoment() {
    assertThat(JournalReference.of("A 1, ".repeat(20_000))).isEmpty();
  }
}
