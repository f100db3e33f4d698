package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** What a reader may choose for good: colours, and whether there are hints. */
class SettingsIT extends BrowserTest {
  private static final String PAPER = "getComputedStyle(document.documentElement).backgroundColor";
  private static final String WHITE = "rgb(255, 255, 255)";

  @Test
  void coloursAreThoseOfTheSystemUntilTheyAreChosen() {
    reopen(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
    visit("/");
    assertThat(page.evaluate(PAPER)).isNotEqualTo(WHITE);

    theme("as the system").click();
    assertThat(theme("light")).isVisible();
    assertThat(page.evaluate(PAPER)).isEqualTo(WHITE);

    theme("light").click();
    assertThat(page.evaluate(PAPER)).isNotEqualTo(WHITE);
    theme("dark").click();
    assertThat(theme("as the system")).isVisible();
  }

  @Test
  void chosenColoursAreThereFromTheFirstPaintOfTheNextVisit() {
    visit("/");
    theme("as the system").click();
    theme("light").click();
    page.addInitScript(
        "new PerformanceObserver(() => { document.documentElement.dataset.painted ??= "
            + PAPER
            + " }).observe({ type: 'paint', buffered: true })");

    page.reload();

    String painted = page.locator("html[data-painted]").getAttribute("data-painted");
    assertThat(painted).isNotEqualTo(WHITE);
    assertThat(theme("dark")).isVisible();
  }

  @Test
  void hintsAreHiddenForGoodAndComeBack() {
    visit("/c/papers?q=graph");
    assertThat(page.locator(".hint-line")).isVisible();
    page.getByText("Hide hints").click();
    assertThat(page.locator(".hint-line")).isHidden();

    page.reload();
    assertThat(page.locator(".hint-line")).isHidden();
    page.keyboard().press("?");
    page.getByLabel("Hints on the page").check();
    page.keyboard().press("Escape");

    assertThat(page.locator("#keys")).isHidden();
    assertThat(page.locator(".hint-line")).isVisible();
  }

  @Test
  void theSheetOfKeysClosesByItsButtonAndByAClickBesideIt() {
    visit("/c/papers?q=graph");
    page.getByRole(AriaRole.BUTTON, named("Keys and hints")).click();
    assertThat(page.locator("#keys")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Close")).click();
    assertThat(page.locator("#keys")).isHidden();

    page.getByRole(AriaRole.BUTTON, named("Keys and hints")).click();
    page.mouse().click(5, 5);
    assertThat(page.locator("#keys")).isHidden();
  }

  @Test
  void aBrowserThatKeepsNothingWorksAllTheSame() {
    page.addInitScript(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })");
    visit("/c/papers?q=graph");

    theme("as the system").click();
    assertThat(theme("light")).isVisible();
    search("planets");
    assertThat(hit(1)).containsText("TRAPPIST-1");
  }

  private Locator theme(String now) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Colours: " + now).setExact(true));
  }
}
