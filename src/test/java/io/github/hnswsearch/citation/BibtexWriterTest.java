package io.github.hnswsearch.citation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.search.Document;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BibTeX as people and LaTeX read it; jBibTeX reads it back. */
final class BibtexWriterTest {
  private static final String ATTENTION = "https://arxiv.org/abs/1706.03762v5";

  @Test
  void aPaperOfArxivIsCitedAsArxivRecommends() {
    String entry =
        Exports.write(
            ExportFormat.BIBTEX,
            Exports.paper(
                ATTENTION,
                "title",
                "Attention Is All You Need",
                "author",
                List.of("Ashish Vaswani", "Łukasz Kaiser"),
                "category",
                List.of("cs.CL", "cs.LG"),
                "year",
                2017L,
                "date",
                "2017-06-12",
                "comments",
                "15 pages, 5 figures"));

    assertThat(entry)
        .isEqualTo(
            """
            @misc{vaswani2017attention,
              title         = {Attention Is All You Need},
              author        = {Vaswani, Ashish and Kaiser, Łukasz},
              year          = {2017},
              month         = jun,
              eprint        = {1706.03762},
              archivePrefix = {arXiv},
              primaryClass  = {cs.CL},
              url           = {https://arxiv.org/abs/1706.03762}
            }
            """);
  }

  @Test
  void whatHasAJournalIsAnArticle() {
    String entry =
        Exports.write(
            ExportFormat.BIBTEX,
            Exports.paper(
                "http://arxiv.org/pdf/hep-th/9901001",
                "title",
                "Observation of a new boson at $\\sqrt{s} = 7$ TeV",
                "author",
                "The ATLAS Collaboration",
                "journal",
                "Phys. Lett. B716 (2013) 1-29",
                "doi",
                "10.1016/j.physletb.2012.08.020",
                "date",
                "2012-07-31",
                "report_no",
                "CERN-PH-EP-2012-218"));

    assertThat(entry)
        .isEqualTo(
            """
            @article{theatlascollaboration2013observation,
              title         = {Observation of a new boson at $\\sqrt{s} = 7$ {TeV}},
              author        = {{The ATLAS Collaboration}},
              journal       = {Phys. Lett.},
              volume        = {B716},
              pages         = {1--29},
              year          = {2013},
              doi           = {10.1016/j.physletb.2012.08.020},
              eprint        = {hep-th/9901001},
              archivePrefix = {arXiv},
              url           = {https://arxiv.org/abs/hep-th/9901001}
            }
            """);
  }

  @Test
  void aReferenceThatTellsNoJournalIsANote() {
    String entry =
        Exports.write(
            ExportFormat.BIBTEX,
            Exports.paper(ATTENTION, "title", "T", "journal", "Proc. of X & Y", "year", 2017L));

    assertThat(entry)
        .startsWith("@misc{")
        .contains("note          = {Proc. of X \\& Y}", "year          = {2017}")
        .doesNotContain("journal");
  }

  @Test
  void aJournalWithoutANumberIsNamedByOtherSourcesThanArxiv() {
    assertThat(
            Exports.write(
                ExportFormat.BIBTEX, Exports.paper("", "journal", "Nature", "year", 2015L)))
        .startsWith("@article{")
        .contains("journal       = {Nature}", "year          = {2015}");
  }

  @Test
  void aPictureIsCitedWithAuthorLicenceAndAddress() {
    Document picture =
        new Document(
            "photos/two.jpg",
            "photos/two.jpg",
            Map.of(
                "title", "Two boats",
                "author", "Ada Sailor",
                "license", "CC BY 2.0",
                "source", "https://a.b/two",
                "year", 2020L));

    assertThat(Exports.write(ExportFormat.BIBTEX, picture))
        .isEqualTo(
            """
            @misc{sailor2020two,
              title         = {Two boats},
              author        = {Sailor, Ada},
              year          = {2020},
              url           = {https://a.b/two},
              note          = {License: CC BY 2.0}
            }
            """);
  }

  @Test
  void aPictureOfWhichLittleIsKnownIsCitedByItsId() {
    Document picture =
        new Document("scene_1.png", "scene_1.png", Map.of("title", "Two boats", "license", "CC0"));

    assertThat(Exports.write(ExportFormat.BIBTEX, picture))
        .isEqualTo(
            """
            @misc{scene-1-png,
              title         = {Two boats},
              note          = {License: CC0; scene\\_1.png}
            }
            """);
    assertThat(Exports.write(ExportFormat.RIS, picture))
        .contains("ID  - scene-1-png\r\n", "N1  - License: CC0\r\n", "N1  - scene_1.png\r\n");
  }

  @Test
  void anItemWithoutATitleIsCitedByWhatThereIs() {
    Document picture = new Document("0a1b", "https://a.b/boat.jpg", Map.of());

    assertThat(Exports.write(ExportFormat.BIBTEX, picture))
        .isEqualTo(
            """
            @misc{0a1b,
              url           = {https://a.b/boat.jpg},
              note          = {0a1b}
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Capitals of title case may go; words that are not otherwise written keep theirs.
        "Deep Residual Learning for Image Recognition|Deep Residual Learning for Image Recognition",
        "BERT: Pre-training of Deep Bidirectional Transformers|{BERT}: Pre-training of Deep"
            + " Bidirectional Transformers",
        "Language Models are Few-Shot Learners|Language Models are Few-Shot Learners",
        "ImageNet Classification with GPUs|{ImageNet} Classification with {GPUs}",
        // Names in a title of small letters.
        "On the Fourier transform in Hilbert spaces|On the {Fourier} transform in {Hilbert} spaces",
        "A theorem of Gauß|A theorem of {Gauß}",
        "Vitamin C and K Theory|Vitamin {C} and {K} Theory",
        // TeX stays, and keeps its capitals.
        "The space $L^2(\\Omega)$ of functions|The space {$L^2(\\Omega)$} of functions",
        "The $k$-means problem|The $k$-means problem",
        "Schr\\\"odinger operators|Schr\\\"odinger operators",
        "Die {\\\"O}sterreicher|Die {{\\\"O}sterreicher}",
        "Already {NASA} protected|Already {NASA} protected",
        "A set \\{0,1\\} of bits|A set \\{0,1\\} of bits",
        // What TeX would stumble over.
        "R&D at 100% of #1|{R\\&D} at 100\\% of \\#1",
        "R\\&D again|{R\\&D} again",
        "snake_case and x^2|snake\\_case and x\\^{}2",
        "It costs 5$|It costs 5\\$",
        "a } b { c|a \\textbraceright{} b \\textbraceleft{} c",
        "ends in \\|ends in \\textbackslash{}",
        "c:\\1|c:\\textbackslash{}1",
        "half $x_{1$ and a|half $x_\\lbrace{}1$ and a",
      })
  void titlesKeepTheirTexAndTheirCapitals(String title, String expected) {
    assertThat(TexTitle.of(title)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ashish Vaswani|Vaswani, Ashish",
        "Johannes Diderik van der Waals|van der Waals, Johannes Diderik",
        "Maria de los Angeles García|de los Angeles García, Maria",
        "Robert Downey Jr.|Downey, Jr., Robert",
        "Robert Downey, Jr.|Downey, Jr., Robert",
        "William Gates III|Gates, III, William",
        "Knuth, Donald E.|Knuth, Donald E.",
        "Plato|Plato",
        "van Gogh|van Gogh",
        "ada lovelace|lovelace, ada",
        "王小明|王小明",
        "ATLAS Collaboration|{ATLAS Collaboration}",
        "Barnes and Noble|{Barnes and Noble}",
        "University of X, Y, Z|{University of X, Y, Z}",
        "others|{others}",
        "Google Quantum AI|{Google Quantum AI}",
        "DeepSeek-AI|{DeepSeek-AI}",
        "Qingyao Ai|Ai, Qingyao",
        "Smith, AI|Smith, AI",
        "The Univalent Foundations Program|{The Univalent Foundations Program}",
        "The mathlib Community|{The mathlib Community}",
        "mathlib Community, The|{The mathlib Community}",
        "The ATLAS|{The ATLAS}",
        "Eleonora Di Valentino|Di Valentino, Eleonora",
        "Anna Maria De La Cruz|De La Cruz, Anna Maria",
        "Ludwig Van den Berg III|Van den Berg, III, Ludwig",
        "Di Wu|Wu, Di",
        "Van Gogh|Gogh, Van",
        "A_B & C|C, A\\_B \\&",
      })
  void namesHaveTheFamilyNameFirst(String name, String expected) throws Exception {
    String entry = Exports.write(ExportFormat.BIBTEX, Exports.paper("", "author", List.of(name)));

    assertThat(entry).contains("author        = {" + expected + "}");
    assertThat(parse(entry).getEntries()).hasSize(1);
  }

  @Test
  void authorsWhoAreNotNamedAreOthers() {
    Document cut =
        Exports.paper("", "author", List.of("Ada Bee", "Cy Dee"), "author_rest", "et al.");

    assertThat(Exports.write(ExportFormat.BIBTEX, cut))
        .contains("author        = {Bee, Ada and Dee, Cy and others}");
    assertThat(Exports.write(ExportFormat.RIS, cut)).doesNotContain("et al", "others");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ashish Vaswani|2017|Attention Is All You Need|vaswani2017attention",
        "Sven Ørsted|1820|On the $\\alpha$ of Électricité|orsted1820electricite",
        "Erdős Pál|1960|The {\\\"u}ber graph|pal1960uber",
        "Kim O'Dee|2001|A|odee2001",
        "Ludwig van Beethoven|1808|5th|vanbeethoven18085th",
        "Google Quantum AI|2022|Suppressing quantum errors|googlequantumai2022suppressing",
        "王小明|2020|深度学习|1706-03762",
        "王小明|2020|深度 BERT|2020bert",
        "||  |1706-03762",
      })
  void keysAreFamilyNameYearAndWord(String author, String year, String title, String key)
      throws Exception {
    Document paper =
        Exports.paper("", "author", text(author), "year", text(year), "title", text(title));

    assertThat(keys(Exports.write(ExportFormat.BIBTEX, paper))).containsExactly(key);
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }

  @Test
  void equalKeysAreToldApartByLettersInOrder() throws Exception {
    List<Document> papers = Collections.nCopies(60, Exports.titled("Equal"));

    List<String> keys = keys(Exports.write(ExportFormat.BIBTEX, papers));

    assertThat(keys).doesNotHaveDuplicates().hasSize(60);
    assertThat(keys).startsWith("2017equal", "2017equala", "2017equalb");
    assertThat(keys.get(27)).isEqualTo("2017equalaa");
  }

  @ParameterizedTest
  @CsvSource({
    "javascript:alert(1)",
    "data:text/html;base64,AAAA",
    "vbscript:x",
    "file:///etc/passwd",
    "http://a.b/{}}",
    "photos/boat.jpg",
  })
  void onlyAddressesOfTheWebAreLinks(String url) {
    assertThat(Exports.write(ExportFormat.BIBTEX, Exports.paper(url, "title", "T")))
        .doesNotContain("url");
    assertThat(Exports.write(ExportFormat.RIS, Exports.paper(url, "title", "T")))
        .doesNotContain("UR  -");
  }

  @Test
  void halfACharacterInAnAddressIsNoReasonToFail() {
    assertThat(Exports.write(ExportFormat.BIBTEX, Exports.paper("http://a.b/\ud83d")))
        .contains("url           = {http://a.b/%EF%BF%BD}");
  }

  /** A hundred thousand characters of anything take no more than a moment. */
  @ParameterizedTest
  @ValueSource(strings = {"dust ", "van der ", "{", "}{", "$", "\\\\", "A, ", "ÉB", "and ", "\\{$"})
  @Timeout(10)
  void hugeFieldsTakeTimeInProportion(String piece) {
    String text = piece.repeat(100_000 / piece.length());
    Document paper =
        Exports.paper("", "title", text, "author", List.of(text), "journal", text, "doi", text);

    assertThat(Exports.write(ExportFormat.BIBTEX, paper).endsWith("\n}\n")).isTrue();
    assertThat(Exports.write(ExportFormat.RIS, paper).endsWith("ER  - \r\n\r\n")).isTrue();
    assertThat(Exports.write(ExportFormat.CSV, paper).endsWith("\r\n")).isTrue();
  }

  @Test
  @Timeout(10)
  void manyEqualKeysTakeTimeInProportion() {
    // Addresses that differ behind the part of them that a key takes.
    Document[] pictures =
        IntStream.range(0, 40_000)
            .mapToObj(i -> "https://photos.example.org/galleries/of-a-summer/" + i)
            .map(address -> new Document(address, address, Map.of()))
            .toArray(Document[]::new);

    assertThat(Exports.write(ExportFormat.BIBTEX, pictures).endsWith("\n}\n")).isTrue();
  }

  @Property(tries = 500)
  void whateverAnItemHoldsItIsOneEntryWithItsOwnFields(@ForAll("papers") Document paper)
      throws Exception {
    String bibtex = Exports.write(ExportFormat.BIBTEX, paper, Exports.titled("The next"));

    List<BibTeXEntry> entries = new ArrayList<>(parse(bibtex).getEntries().values());
    assertThat(entries).as(bibtex).hasSize(2);
    Set<String> names = new HashSet<>();
    entries.getFirst().getFields().keySet().forEach(name -> names.add(name.toString()));
    assertThat(
            Set.of(
                "title", "author", "journal", "volume", "number", "pages", "year", "doi", "url",
                "note", "month"))
        .containsAll(names);
    assertThat(entries.getLast().getField(new Key("title")).toUserString()).isEqualTo("The next");
    assertThat(bibtex.lines().filter(line -> line.startsWith("@"))).hasSize(2);
    entries
        .getFirst()
        .getFields()
        .values()
        .forEach(
            value ->
                assertThat(value.toUserString())
                    .matches(
                        "(?s)[^\\p{Cc}\\u202e\\ud800-\\udfff]*+|.*[\\ud800-\\udbff][\\udc00-\\udfff].*"));
  }

  @Property(tries = 500)
  void aTitleWithoutTexComesBackAsItWas(@ForAll("plainTitles") String title) throws Exception {
    String bibtex = Exports.write(ExportFormat.BIBTEX, Exports.titled("x " + title));

    String read =
        parse(bibtex)
            .getEntries()
            .values()
            .iterator()
            .next()
            .getField(new Key("title"))
            .toUserString();
    assertThat(plain(read)).isEqualTo(OneLine.of("x " + title));
  }

  @Provide
  Arbitrary<Document> papers() {
    return Exports.hostilePapers();
  }

  @Provide
  Arbitrary<String> plainTitles() {
    return Exports.hostileTexts().map(text -> text.replaceAll("[{}\\\\$]", ""));
  }

  /** Undoes escapes and drops braces, which a title without TeX has none of its own of. */
  private static String plain(String tex) {
    return tex.replace("\\^{}", "^").replaceAll("\\\\([&%#_])", "$1").replaceAll("[{}]", "");
  }

  private static List<String> keys(String bibtex) throws Exception {
    return parse(bibtex).getEntries().keySet().stream().map(Key::toString).toList();
  }

  private static BibTeXDatabase parse(String bibtex) throws Exception {
    return new BibTeXParser().parse(new StringReader(bibtex));
  }
}
