package io.github.hnswsearch.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributionTest {
  private static final String PICTURE = "https://pictures.example/boat.jpg";

  @Test
  void anItemOfOpenImagesNamesAuthorLicenceAndPage() throws IOException {
    Attribution attribution =
        of(
            Map.of(
                "author", "A. Sailor",
                "author_page", "https://pictures.example/people/sailor/",
                "license", "https://creativecommons.org/licenses/by/2.0/",
                "source_page", "http://pictures.example/photos/1",
                "title", "A boat"));

    assertThat(new ObjectMapper().writeValueAsString(attribution))
        .isEqualTo(
            "{\"author\":\"A. Sailor\",\"author_url\":\"https://pictures.example/people/sailor/\","
                + "\"license\":\"https://creativecommons.org/licenses/by/2.0/\","
                + "\"source\":\"http://pictures.example/photos/1\"}");
  }

  @Test
  void withoutAPageThePictureItselfIsTheSource() throws IOException {
    assertThat(new ObjectMapper().writeValueAsString(of(Map.of())))
        .isEqualTo("{\"source\":\"" + PICTURE + "\"}");
    assertThat(of(Map.of("source_page", "javascript:alert(1)")).source()).isEqualTo(PICTURE);
    assertThat(Attribution.of(new Document("boat", "2020/boat.jpg", Map.of())).source()).isNull();
  }

  @Test
  void thePageMayBeCalledSource() {
    String page = "https://pictures.example/photos/1";
    assertThat(of(Map.of("source", page)).source()).isEqualTo(page);
    assertThat(of(Map.of("source_page", page, "source", "https://a.example/")).source())
        .isEqualTo(page);
    assertThat(of(Map.of("source", "a museum")).source()).isEqualTo(PICTURE);
  }

  @Test
  void severalAuthorsAreJoined() {
    assertThat(of(Map.of("author", List.of("A. Sailor", "B. Fisher"))).author())
        .isEqualTo("A. Sailor, B. Fisher");
    assertThat(of(Map.of("author", " ")).author()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CC BY 2.0", "Public domain", "Public Domain Mark 1.0", "(c) A. Sailor, 2020"})
  void aLicenceMayBeAName(String license) {
    assertThat(of(Map.of("license", license)).license()).isEqualTo(license);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u0001javascript:alert(1)",
        "javascript: alert(1)",
        "javascript\u00a0:alert(1)//",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://a.example/",
        "blob:https://a.example/b",
        "view-source:https://a.example/",
        "http:alert(1)",
        "https:",
        "https:///a",
        "http://user:password@a.example/",
        "http://a.example\\@b.example/"
      })
  void nothingButTheWebIsPassedOnAsALink(String link) {
    Attribution attribution =
        of(
            Map.of(
                "author", "A. Sailor",
                "author_page", link,
                "license", link,
                "source_page", link));

    assertThat(attribution).isEqualTo(new Attribution("A. Sailor", null, null, PICTURE));
    assertThat(Attribution.of(new Document("boat", link, Map.of())).source()).isNull();
  }

  private static Attribution of(Map<String, Object> fields) {
    return Attribution.of(new Document("boat", PICTURE, fields));
  }
}
