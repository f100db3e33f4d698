package io.github.hnswsearch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final Field TITLE = new Field("title", FieldType.TEXT);
  private static final Field AUTHOR = new Field("author", FieldType.NAME);
  private static final Field YEAR = new Field("year", FieldType.LONG);

  @Test
  void fieldsKeepTheOrderInWhichTheyAreShown() {
    assertThat(new Schema(List.of(YEAR, TITLE, AUTHOR)).fields())
        .containsExactly(YEAR, TITLE, AUTHOR);
  }

  @Test
  void namesAreThoseOfTheWantedTypesInSchemaOrder() {
    assertThat(new Schema(List.of(YEAR, AUTHOR, TITLE)).names(FieldType.TEXT, FieldType.NAME))
        .containsExactly("author", "title");
  }

  @Test
  void aFieldIsFoundByItsName() {
    Schema schema = new Schema(List.of(TITLE));
    assertThat(schema.find("title")).contains(TITLE);
    assertThat(schema.find("Title")).isEmpty();
  }

  @Test
  void twoFieldsOfOneNameAreRefused() {
    assertThatThrownBy(() -> new Schema(List.of(TITLE, new Field("title", FieldType.STORED))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"title\" is defined twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Title", "_id", "2nd", "a b", "a.b", "größe"})
  void aNameThatAFilterCouldNotWriteIsRefused(String name) {
    assertThatThrownBy(() -> new Field(name, FieldType.TEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found \"" + name + "\"");
  }

  @Test
  void schemasOfTheSameFieldsInTheSameOrderAreEqual() {
    assertThat(new Schema(List.of(TITLE, YEAR)))
        .isEqualTo(new Schema(List.of(TITLE, YEAR)))
        .hasSameHashCodeAs(new Schema(List.of(TITLE, YEAR)))
        .isNotEqualTo(new Schema(List.of(YEAR, TITLE)));
  }
}
