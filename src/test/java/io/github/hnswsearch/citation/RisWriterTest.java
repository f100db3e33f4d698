package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** RIS as a strict reader reads it. */
final class RisWriterTest {
  private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9])  - (.*)");

  @Test
  void aPaperHasTheTagsThatReferenceManagersRead() {
    String ris =
        Exports.write(
            ExportFormat.RIS,
            Exports.paper(
                "http://arxiv.org/abs/1706.03762",
                "title",
                "Attention Is\nAll You Need",
                "author",
                List.of(
                    "Ashish Vaswani",
                    "Robert van Dyck Jr.",
                    "ATLAS, CMS, and LHCb",
                    "Google Quantum AI"),
                "abstract",
                "First line.\n\n  Second line.",
                "category",
                List.of("cs.CL", "cs.LG"),
                "date",
                "2017-06-12",
                "journal",
                "J. of X 12(3), 45-67 (2018)",
                "doi",
                "10.1000/x",
                "comments",
                "15 pages"));

    assertThat(ris)
        .isEqualTo(
            """
            TY  - JOUR
            ID  - vaswani2018attention
            TI  - Attention Is All You Need
            AU  - Vaswani, Ashish
            AU  - van Dyck, Robert, Jr.
            AU  - ATLAS CMS and LHCb
            AU  - Google Quantum AI
            PY  - 2018
            JO  - J. of X
            T2  - J. of X
            VL  - 12
            IS  - 3
            SP  - 45
            EP  - 67
            DO  - 10.1000/x
            AB  - First line. Second line.
            KW  - cs.CL
            KW  - cs.LG
            PB  - arXiv
            AN  - arXiv:1706.03762
            N1  - 15 pages
            UR  - https://arxiv.org/abs/1706.03762
            ER  -\s

            """
                .replace("\n", "\r\n"));
  }

  @Test
  void aDayThatIsNotKnownIsNotCited() {
    String ris =
        Exports.write(
            ExportFormat.RIS,
            Exports.paper("", "date", "2017-06-01", "date_precision", "month", "year", 2017L));

    assertThat(ris).contains("PY  - 2017\r\n", "DA  - 2017/06//\r\n");
  }

  @Test
  void theTypeTellsAnArticleAnEprintAPageAndTheRestApart() {
    assertThat(type(Exports.paper("", "journal", "J"))).isEqualTo("JOUR");
    assertThat(type(Exports.titled("T"))).isEqualTo("UNPB");
    assertThat(type(Exports.paper("https://arxiv.org/abs/1706.03762", "journal", "Proc. of X")))
        .isEqualTo("GEN");
    assertThat(type(Exports.paper("https://a.b/c"))).isEqualTo("ELEC");
    assertThat(type(Exports.paper("boat.jpg"))).isEqualTo("GEN");
  }

  private static String type(Document document) {
    return read(Exports.write(ExportFormat.RIS, document)).getFirst().getFirst().getValue();
  }

  @Test
  void aTitleCannotEndItsRecord() {
    String ris = Exports.write(ExportFormat.RIS, Exports.titled("T\r\nER  - \r\nTY  - JOUR"));

    assertThat(read(ris)).hasSize(1);
    assertThat(read(ris).getFirst()).contains(Map.entry("TI", "T ER - TY - JOUR"));
  }

  @Property(tries = 500)
  void whateverAnItemHoldsItIsOneRecord(@ForAll("papers") Document paper) {
    String ris = Exports.write(ExportFormat.RIS, paper, Exports.titled("The next"));

    List<List<Map.Entry<String, String>>> records = read(ris);
    assertThat(records).hasSize(2);
    String title = OneLine.of(paper.fields().get("title").toString());
    assertThat(records.getFirst())
        .contains(Map.entry("TI", title.isEmpty() ? OneLine.of(paper.id()) : title));
    assertThat(records.getLast()).contains(Map.entry("TI", "The next"));
  }

  @Provide
  Arbitrary<Document> papers() {
    return Exports.hostilePapers();
  }

  /** Records of tags and values; anything that is not exactly of the format fails. */
  private static List<List<Map.Entry<String, String>>> read(String ris) {
    List<List<Map.Entry<String, String>>> records = new ArrayList<>();
    List<Map.Entry<String, String>> record = null;
    assertThat(ris).endsWith("\r\n");
    for (String line : ris.substring(0, ris.length() - 2).split("\r\n", -1)) {
      if (line.isEmpty()) {
        assertThat(record).as("a blank line between records").isNull();
        continue;
      }
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as("a tag: " + line).isTrue();
      if (record == null) {
        assertThat(parts.group(1)).isEqualTo("TY");
        record = new ArrayList<>();
      } else {
        assertThat(parts.group(1)).isNotEqualTo("TY");
      }
      if (parts.group(1).equals("ER")) {
        assertThat(parts.group(2)).isEmpty();
        records.add(record);
        record = null;
      } else {
        record.add(Map.entry(parts.group(1), parts.group(2)));
      }
    }
    assertThat(record).as("an open record").isNull();
    return records;
  }
}
