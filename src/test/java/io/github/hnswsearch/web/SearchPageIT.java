package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. */
class SearchPageIT extends BrowserTest {
  @Test
  void aSearchReplacesTheResultsAndNamesThemInTheAddress() {
    visit("/");
    page.evaluate("window.untouched = true");

    search("graph neural networks for molecules");

    assertThat(hit(1)).containsText("Neural Message Passing for Quantum Chemistry");
    assertThat(page).hasURL(address("/c/papers?q=graph+neural+networks+for+molecules&mode=hybrid"));
    assertThat(page).hasTitle("graph neural networks for molecules · HNSW Search");
    assertThat(page.evaluate("window.untouched")).isEqualTo(true);
    assertThat(page.locator("#announcement")).hasText("32 results");
  }

  @Test
  void everythingWorksWithoutScripts() {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit("/");

    search("graph neural networks for molecules");
    assertThat(hit(1)).containsText("Neural Message Passing for Quantum Chemistry");

    page.locator(".filters-toggle").click();
    page.getByLabel("Year from").fill("2016");
    page.getByLabel("Category").fill("stat.ML");
    page.getByText("Apply").click();
    assertThat(page)
        .hasURL(Pattern.compile("mode=hybrid&filter=year:2016\\.\\.&filter=category:stat\\.ML$"));
    assertThat(page.locator(".chip")).hasCount(2);

    page.getByLabel("Remove filter category:stat.ML").click();
    assertThat(page.locator(".chip")).hasCount(1);
    page.getByLabel("Page 2").click();
    assertThat(page.locator(".summary-count")).containsText("page 2 of 2");
    page.getByText("Similar").first().click();
    assertThat(page.locator(".like-label")).hasText("Similar to");
  }

  @Test
  void backForwardAndReloadRestoreEveryState() {
    visit("/c/papers?q=higgs+boson&mode=keyword");
    search("planets");
    assertThat(hit(1)).containsText("TRAPPIST-1");
    hit(1).getByText("astro-ph.EP").click();
    assertThat(page.locator(".chip")).hasText("category:astro-ph.EP");

    page.goBack();
    assertThat(page.locator(".chip")).hasCount(0);
    assertThat(box()).hasValue("planets");
    page.goBack();
    assertThat(box()).hasValue("higgs boson");
    assertThat(hit(1)).containsText("Higgs boson");
    page.goForward();
    page.goForward();
    assertThat(page.locator(".chip")).hasText("category:astro-ph.EP");
    page.reload();
    assertThat(page.locator(".chip")).hasText("category:astro-ph.EP");
    assertThat(box()).hasValue("planets");
    assertThat(page.getByLabel("By words")).isChecked();
  }

  @Test
  void filtersAreAddedAndRemoved() {
    visit("/c/papers?q=learning");
    page.locator(".filters-toggle").click();
    page.getByLabel("Year from").fill("2015");
    page.getByLabel("Year to").fill("2015");
    page.getByLabel("Any filter").fill("author:hinton");
    page.keyboard().press("Enter");

    assertThat(page.locator(".hit")).hasCount(1);
    assertThat(page)
        .hasURL(address("/c/papers?q=learning&mode=hybrid&filter=year:2015&filter=author:hinton"));
    page.getByLabel("Remove filter year:2015").click();
    assertThat(page.locator(".hit")).hasCount(2);
    assertThat(page.locator(".chip")).hasText("author:hinton");
  }

  @Test
  void aResultsAuthorsCategoriesAndYearAreFilters() {
    visit("/c/papers?q=higgs+boson");
    hit(1).getByTitle("Show only year 2012").click();
    assertThat(page.locator(".chip")).hasText("year:2012");
    hit(1).getByTitle("Show only author ATLAS Collaboration").click();
    assertThat(page.locator(".chip")).hasCount(2);
    assertThat(page.locator(".hit")).hasCount(1);
  }

  @Test
  void pagesAreTurned() {
    visit("/c/papers?q=learning&mode=vector");
    page.getByText("Next").click();
    assertThat(page.locator(".summary-count")).hasText("32 results, page 2 of 4");
    assertThat(page.locator(".hit").first()).hasAttribute("value", "11");
    assertThat(
            page.locator("[aria-current=page]", new Page.LocatorOptions().setHasText("2")).last())
        .isVisible();
    assertThat(page.locator("#results")).isFocused();
  }

  @Test
  void aPageThatComesLateIsFocusedAsWell() {
    visit("/c/papers?q=learning&mode=vector");
    List<Route> held = new ArrayList<>();
    page.route("**/c/**", held::add);
    page.getByText("Next").click();

    assertThat(page.locator(".skeleton")).isVisible();
    held.forEach(Route::resume);
    assertThat(page.locator(".summary-count")).hasText("32 results, page 2 of 4");
    assertThat(page.locator("#results")).isFocused();
  }

  @Test
  void anotherModeSearchesAtOnceAndKeepsTheFocus() {
    visit("/c/papers?q=higgs+boson");
    page.getByLabel("Both").focus();
    page.keyboard().press("ArrowRight");

    assertThat(page).hasURL(address("/c/papers?q=higgs+boson&mode=vector"));
    assertThat(page.locator(".summary-count")).hasText("32 results");
    assertThat(page.getByLabel("By meaning")).isFocused();
  }

  @Test
  void anotherCollectionKeepsTheQuery() {
    visit("/c/papers?q=attention");
    page.getByRole(AriaRole.NAVIGATION, named("Collections")).getByText("classics").click();

    assertThat(page).hasURL(address("/c/classics?q=attention"));
    assertThat(page.locator("#facts-name")).hasText("classics");
    search("translation");
    assertThat(page).hasURL(address("/c/classics?q=translation&mode=hybrid"));
  }

  @Test
  void theKeyboardReachesTheBoxAndLeavesIt() {
    visit("/c/papers?q=higgs+boson");
    page.keyboard().press("/");
    assertThat(box()).isFocused();
    page.keyboard().type("planets/stars");
    assertThat(box()).hasValue("planets/stars");
    page.keyboard().press("Escape");
    assertThat(box()).not().isFocused();
    assertThat(box()).hasValue("planets/stars");
  }

  @Test
  void theFirstTabSkipsToTheResults() {
    visit("/c/papers?q=higgs+boson");
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to results")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#results")).isFocused();
  }

  @Test
  void aLongAbstractOpensAndCloses() {
    visit("/c/papers/similar/1207.7214?size=100");
    Locator hit = page.locator(".hit:has(.hit-summary-clamped)").first();
    Locator summary = hit.locator(".hit-summary-clamped");
    double closed = summary.boundingBox().height;

    hit.locator(".more summary").click();
    assertThat(summary.boundingBox().height).isGreaterThan(closed);
    hit.locator(".more summary").click();
    assertThat(summary.boundingBox().height).isEqualTo(closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/c/papers?q=language+models&filter=year:2010..2020&filter=category:cs.CL",
        "/c/papers?q=zebra&mode=keyword&filter=title:averyveryverylongwordthatdoesnotfitonaphone",
        "/c/papers/similar/1603.09320"
      })
  void aPhoneNeedsNoSidewaysScrolling(String path) {
    reopen(new Browser.NewContextOptions().setViewportSize(360, 740));
    visit(path);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
    assertThat(box()).isInViewport();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void textStandsOutInBothColourSchemes(String scheme) {
    reopen(new Browser.NewContextOptions().setColorScheme(ColorScheme.valueOf(scheme)));
    visit("/c/papers?q=language+models");

    for (String text : List.of(".hit-title a", ".hit-summary", ".hit-facts a", ".summary-timing")) {
      assertThat(contrast(text)).as(text).isGreaterThanOrEqualTo(4.5);
    }
    assertThat(luminance("getComputedStyle(document.documentElement).backgroundColor"))
        .satisfies(light -> assertThat(light > 0.5).isEqualTo(scheme.equals("LIGHT")));
  }

  @Test
  void anEmptyAnswerLeadsOn() {
    visit("/c/papers?q=boson&filter=year:1900..1910");
    assertThat(page.locator(".notice-title")).hasText("Nothing found");
    page.getByText("Without year:1900..1910").click();
    assertThat(page.locator(".hit")).hasCount(10);
  }

  @Test
  void aFilterThatIsNotOneIsExplainedAndCanBeRemoved() {
    visit("/c/papers?q=boson");
    page.locator(".filters-toggle").click();
    page.getByLabel("Any filter").fill("hue:red");
    page.keyboard().press("Enter");

    assertThat(page.locator(".notice")).containsText("expected one of the fields");
    page.getByLabel("Remove filter hue:red").click();
    assertThat(page.locator(".hit")).hasCount(10);
    forgiveFailedLoads();
  }

  @Test
  void aServerThatIsGoneIsReportedAndTriedAgain() {
    visit("/c/papers?q=boson");
    page.route("**/c/**", Route::abort);
    page.route("**/livez", Route::abort);
    search("planets");
    assertThat(page.locator(".notice-title")).hasText("The server does not answer");
    assertThat(page.locator("#announcement")).hasText("The server does not answer");

    page.unroute("**/c/**");
    page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(hit(1)).isVisible();
    assertThat(page).hasURL(address("/c/papers?q=planets&mode=hybrid"));
    forgiveFailedLoads();
  }

  @Test
  void aSlowAnswerShowsWhereResultsWillBe() {
    reopen(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    visit("/c/papers?q=boson");
    List<Route> held = new ArrayList<>();
    page.route("**/c/**", held::add);
    search("planets");

    assertThat(page.locator(".skeleton")).isVisible();
    assertThat(
            page.evaluate("getComputedStyle(document.querySelector('.skeleton i')).animationName"))
        .isEqualTo("none");
    held.forEach(Route::resume);
    assertThat(page.locator(".skeleton")).hasCount(0);
    assertThat(hit(1)).isVisible();
  }

  @Test
  void aFragmentThatCannotBeDecodedStopsNothing() {
    page.navigate(address("/c/papers?q=boson") + "#100%");
    page.evaluate("window.untouched = true");
    search("planets");

    assertThat(hit(1)).containsText("planets");
    assertThat(page.evaluate("window.untouched")).isEqualTo(true);
  }

  @Test
  void theLastOfSeveralSearchesWins() {
    visit("/c/papers?q=boson");
    List<Route> held = new ArrayList<>();
    page.route("**/c/papers?q=slow**", held::add);
    search("slow");
    search("planets");
    assertThat(hit(1)).containsText("planets");
    held.forEach(Route::abort);

    assertThat(page).hasURL(address("/c/papers?q=planets&mode=hybrid"));
    assertThat(hit(1)).containsText("planets");
  }
}
