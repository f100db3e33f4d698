package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are papers: marked words, formulas, citations, examples, and the selected one. */
class PapersIT extends BrowserTest {

  private static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

  @Test
  void theWordsOfTheQueryAreMarked() {
    visit("/c/papers?q=higgs+boson");
    assertThat(hit(1).locator(".hit-title mark").allTextContents()).contains("Higgs", "boson");
  }

  @Test
  void aLongAbstractShowsWhereTheWordsAreAndAllOfItOnDemand() {
    visit("/c/papers?q=efficient+nearest+neighbor+graphs&mode=keyword");
    Locator passages = page.locator(".hit-passages").first();
    Locator whole = page.locator(".hit-summary-whole").first();
    assertThat(passages).isVisible();
    assertThat(whole).isHidden();

    page.locator(".hit:has(.hit-passages) .more summary").first().click();
    assertThat(passages).isHidden();
    assertThat(whole).isVisible();
    assertThat(whole.locator("mark").first()).isVisible();
  }

  @Test
  void citationsAreFilesAndCanBeCopied() throws IOException {
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    visit("/c/papers?q=higgs+boson");
    hit(1).getByText("Cite", new Locator.GetByTextOptions().setExact(true)).click();
    Download bibtex = page.waitForDownload(() -> hit(1).getByText("BibTeX file").click());
    assertThat(Files.readString(bibtex.path())).contains("@").contains("Higgs");

    hit(1).getByText("Copy BibTeX").click();
    assertThat(page.locator("#announcement")).hasText("Copied");
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(Files.readString(bibtex.path()));

    page.locator(".summary-count").click();
    assertThat(hit(1).getByText("BibTeX file")).isHidden();
  }

  @Test
  void examplesMoveTheResultsAndAreTakenAway() {
    visit("/c/papers?q=learning&filter=year:2010..");
    String first = hit(1).locator(".hit-title").textContent();
    hit(1).getByLabel("More like this").click();

    assertThat(page.locator(".example")).hasCount(1);
    assertThat(page.locator(".example-title")).hasText(first);
    assertThat(page)
        .hasURL(
            Pattern.compile("/c/papers/examples\\?q=learning&more=[^&]+&filter=year:2010\\.\\.$"));
    assertThat(hit(1).locator(".hit-title")).not().hasText(first);

    hit(1).getByLabel("Less like this").click();
    assertThat(page.locator(".example")).hasCount(2);
    page.reload();
    assertThat(page.locator(".example-less")).hasCount(1);

    search("deep learning");
    assertThat(page.locator(".examples-lead")).containsText("“deep learning”");
    assertThat(page.locator(".example")).hasCount(2);
    page.getByText("Clear").click();
    assertThat(page)
        .hasURL(Pattern.compile("/c/papers\\?q=deep\\+learning&filter=year:2010\\.\\.$"));
  }

  @Test
  void examplesNeedNoScripts() {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit("/c/papers?q=learning");
    hit(1).getByLabel("More like this").click();
    assertThat(page.locator(".example")).hasCount(1);
    page.getByLabel(Pattern.compile("^Remove example")).click();
    assertThat(page).hasURL(server.uri("/c/papers?q=learning").toString());
    hit(1).getByText("Cite", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(hit(1).getByText("RIS file")).isVisible();
  }

  @Test
  void keysMoveThroughTheResultsAndTheAddressNamesTheSelectedOne() {
    visit("/c/papers?q=higgs+boson");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("j");
    assertThat(hit(2).locator(".hit-body")).isFocused();
    assertThat(hit(2)).isInViewport();
    page.keyboard().press("ArrowUp");
    assertThat(hit(1).locator(".hit-body")).isFocused();
    assertThat(page).hasURL(Pattern.compile("#id-1207\\.7214$"));

    page.reload();
    assertThat(hit(1).locator(".hit-body")).isFocused();
    page.keyboard().press("c");
    assertThat(hit(1).getByText("BibTeX file")).isVisible();
    page.keyboard().press("Escape");
    assertThat(hit(1).getByText("BibTeX file")).isHidden();

    page.keyboard().press("s");
    assertThat(page.locator(".like-title")).containsText("Higgs");
    page.goBack();
    assertThat(hit(1).locator(".hit-body")).isFocused();
    page.keyboard().press("Escape");
    assertThat(box()).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(hit(1).locator(".hit-body")).isFocused();
  }

  @Test
  void formulasAreTypesetAndReadAloudAndAmountsAreNot(@TempDir Path folder) throws IOException {
    String title = "Bounds of $O(n \\log n)$ for learning at $5 and $10 a year";
    try (OpenCollections one = titled(title, folder);
        RunningServer other = new RunningServer(one)) {
      visit(other);
      assertThat(page.locator(".hit-title .katex math")).hasCount(1);
      assertThat(page.locator(".hit-title")).containsText("at $5 and $10 a year");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning $\\left\\{\\begin{matrix}1\\\\2\\\\3\\\\4\\\\5\\end{matrix}\\right.$",
        "learning $\\vec{x}$",
        "learning $\\oiint_S$",
        "learning $\\fcolorbox{red}{blue}{x}$",
        "learning $\\pmb{x}$"
      })
  void formulasThatNeedStylesAreTypesetWithoutAComplaint(String title, @TempDir Path folder)
      throws IOException {
    try (OpenCollections one = titled(title, folder);
        RunningServer other = new RunningServer(one)) {
      visit(other);
      assertThat(page.locator(".hit-title .katex math")).hasCount(1);
      page.locator(".hit-title svg[style], .hit-title math [style]").first().waitFor(ATTACHED);
      assertThat(page.locator(".hit-title [data-style]")).hasCount(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning $\\href{javascript:alert(1)}{x}$",
        "learning $\\url{javascript:alert(1)}$",
        "learning $\\includegraphics{https://elsewhere.invalid/x.png}$",
        "learning $\\htmlData{onclick=alert(1)}{x}$",
        "learning $\\undefinedcommand$",
        "learning $\\def\\a{\\a\\a}\\a$",
        "learning <script>alert(1)</script>",
        "learning <img src=x onerror=alert(1)>",
        "learning \\(\\rule{1000em}{1000em}\\)"
      })
  void hostileTitlesAreNothingButText(String title, @TempDir Path folder) throws IOException {
    page.onDialog(dialog -> complaints.add("a dialog: " + dialog.message()));
    try (OpenCollections one = titled(title, folder);
        RunningServer other = new RunningServer(one)) {
      visit(other);
      assertThat(page.locator(".hit-title")).isVisible();
      page.waitForTimeout(300);

      assertThat(page.locator("#results script, #results img, #results [onclick]")).hasCount(0);
      assertThat(page.locator("#results a[href^=javascript]")).hasCount(0);
      assertThat(page.locator(".hit").boundingBox().height).isLessThan(2_000);
    }
  }

  private void visit(RunningServer other) {
    expectRequestsTo(other);
    page.navigate(other.uri("/c/papers?q=learning").toString());
  }

  private static OpenCollections titled(String title, Path folder) throws IOException {
    Item item =
        KnownPapers.paper("1", "https://arxiv.org/abs/2101.00001", Map.of("title", List.of(title)));
    return RealCollections.of(folder, "papers", KnownPapers.SCHEMA, List.of(item));
  }
}
