package io.github.hnswsearch.search;

import io.github.hnswsearch.encoder.OneSidedEncoderException;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.record.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The modes in which a collection is searched by text.
 *
 * @param available may be none
 * @param noEncoder why texts cannot be embedded; null where they can
 */
record TextModes(List<SearchMode> available, @Nullable BadInputException noEncoder) {

  /** Those that fields and encoder of a collection allow. */
  static TextModes of(Schema schema, CollectionSearcher.EncoderSource encoders) throws IOException {
    boolean words = CollectionInfos.hasText(schema);
    try {
      encoders.text();
    } catch (BadInputException e) {
      return new TextModes(words ? List.of(SearchMode.KEYWORD) : List.of(), e);
    }
    return new TextModes(
        words
            ? List.of(SearchMode.VECTOR, SearchMode.KEYWORD, SearchMode.HYBRID)
            : List.of(SearchMode.VECTOR),
        null);
  }

  /** Kinds of files that can be searched by: documents wherever texts are embedded. */
  List<String> uploads(boolean pictures) {
    List<String> kinds = new ArrayList<>();
    if (pictures) {
      kinds.add(CollectionInfo.PICTURE);
    }
    if (noEncoder == null) {
      kinds.add(CollectionInfo.DOCUMENT);
    }
    return kinds;
  }

  /**
   * Checks that a request can be answered in its mode. Blank texts browse, in any mode.
   *
   * @throws InvalidRequestException if it is by text and its mode is none of these, listing them
   */
  void require(SearchRequest request) {
    boolean byText = request.query() instanceof Query.ByText typed && !typed.text().isBlank();
    if (!byText || available.contains(request.mode())) {
      return;
    }
    String refused = "mode: expected %s, found %s. ".formatted(expected(), request.mode().text());
    BadInputException missing = noEncoder;
    if (missing == null || request.mode() == SearchMode.KEYWORD) {
      throw new InvalidRequestException(refused + "There are no fields of text to find words in.");
    }
    throw new InvalidRequestException(refused + ofSearch(missing), missing);
  }

  private static @Nullable String ofSearch(BadInputException noEncoder) {
    return switch (noEncoder) {
      case OneSidedEncoderException e -> e.ofSearch();
      case UnavailableEncoderException e -> e.ofSearch();
      default -> noEncoder.getMessage();
    };
  }

  private String expected() {
    return available.isEmpty()
        ? "a query by vector or id, as this collection cannot be searched by text"
        : available.stream().map(SearchMode::text).collect(Collectors.joining(" or "))
            + ", as this collection has no other mode for texts";
  }
}
