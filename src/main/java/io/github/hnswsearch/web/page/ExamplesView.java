package io.github.hnswsearch.web.page;

import io.github.hnswsearch.search.Document;
import java.util.List;
import java.util.Map;

/**
 * What a search by examples is moved by.
 *
 * @param text beside the items; blank where there is none
 * @param more items to come near to, each leading to the search without it
 * @param less items to keep away from
 * @param clearUrl the search for the text alone, or the start where there is none
 */
record ExamplesView(String text, List<Link> more, List<Link> less, String clearUrl) {

  /**
   * @param documents of the examples, by id
   */
  static ExamplesView of(
      Subject.Examples examples, SearchState state, Map<String, Document> documents) {
    return new ExamplesView(
        examples.text(),
        links(examples.more(), examples, state, documents),
        links(examples.less(), examples, state, documents),
        state.towards(new Subject.Examples(examples.text(), List.of(), List.of())).url());
  }

  private static List<Link> links(
      List<String> ids,
      Subject.Examples examples,
      SearchState state,
      Map<String, Document> documents) {
    return ids.stream()
        .map(id -> Link.to(title(id, documents.get(id)), state.towards(examples.without(id)).url()))
        .toList();
  }

  private static String title(String id, Document document) {
    return HitView.title(id, document.url(), new HitView.Fields(document.fields())).label();
  }
}
