package io.github.hnswsearch.dataset.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TexAccentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      textBlock =
          """
          Bal\\'azs                 | Balázs
          Bal\\'{a}zs               | Balázs
          Bal{\\'a}zs               | Balázs
          Tom\\`as                  | Tomàs
          Ren\\^e                   | Renê
          G\\"ahler                 | Gähler
          Mu\\~noz                  | Muñoz
          \\=Akos                   | Ākos
          \\.Zak                    | Żak
          Erdo\\u{g}an              | Erdoğan
          Erdo\\u gan               | Erdoğan
          \\v{S}r\\'amek            | Šrámek
          Vina\\v{r}                | Vinař
          Erd\\H{o}s                | Erdős
          Gar\\c con                | Garçon
          W\\k{a}s                  | Wąs
          \\r{A}ngstr\\"om          | Ångström
          Tol\\d{o}p                | Tolọp
          Mikkel {\\O}bro           | Mikkel Øbro
          S\\o ren                  | Søren
          S\\o{}ren                 | Søren
          Wa\\l\\k{e}sa             | Wałęsa
          \\L{}ukasz                | Łukasz
          Wei{\\ss}                 | Weiß
          \\AE{}r\\ae               | Æræ
          \\AA gren                 | Ågren
          \\aa{}se                  | åse
          Garc\\'{\\i}a             | García
          Garc\\'\\i a              | García
          D{\\i}z \\j{}x            | Dız ȷx
          Nguy\\~ên                 | Nguyễn
          St\\ütz                   | Stütz
          J.~Doe                    | J. Doe
          Smith \\& Sons            | Smith & Sons
          Plain Name                | Plain Name
          \\unknown x               | \\unknown x
          \\orbit                   | \\orbit
          """)
  void accentsAndLettersBecomeUnicode(String tex, String name) {
    assertThat(TexAccents.decode(tex)).isEqualTo(name);
  }

  @Property
  void anyTextIsDecoded(@ForAll String text) {
    assertThat(TexAccents.decode(text)).doesNotContain("{", "}");
  }
}
