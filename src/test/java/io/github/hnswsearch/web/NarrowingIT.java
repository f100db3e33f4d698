package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What narrows the results, in a real browser. */
class NarrowingIT extends BrowserTest {
  private static final String SEARCH = "/c/papers?q=learning";

  @Test
  void aValueNarrowsTheResultsAndGivesThemBack() {
    visit(SEARCH);
    page.evaluate("window.untouched = true");
    value("cs.CL").click();

    assertThat(page).hasURL(address(SEARCH + "&filter=category:cs.CL"));
    assertThat(value("cs.CL")).hasAttribute("aria-current", "true");
    assertThat(value("cs.LG")).isVisible();
    value("cs.CL").click();
    assertThat(page).hasURL(address(SEARCH));
    assertThat(page.evaluate("window.untouched")).isEqualTo(true);
  }

  @Test
  void aCountIsWhatItsLinkLeadsTo() {
    visit(SEARCH + "&filter=category:cs.CL");
    String count = value("cs.LG").locator(".facet-count").textContent();
    value("cs.LG").click();

    assertThat(page).hasURL(address(SEARCH + "&filter=category:cs.LG"));
    assertThat(page.locator(".summary-count")).hasText(count + " results");
  }

  @Test
  void withoutScriptsValuesAndYearsAreLinks() {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit(SEARCH);
    value("cs.LG").click();
    assertThat(page).hasURL(address(SEARCH + "&filter=category:cs.LG"));

    Locator year = page.locator("a.histogram-bar").last();
    assertThat(year).hasAttribute("aria-label", Pattern.compile("\\d{4}: \\d+ items?"));
    year.click();
    assertThat(page).hasURL(Pattern.compile("filter=category:cs\\.LG&filter=year:\\d{4}$"));
    assertThat(page.locator(".histogram-handles")).isHidden();
  }

  @Test
  void draggingOverTheBarsChoosesTheirYears() {
    visit(SEARCH);
    int bars = page.locator(".histogram-bar").count();
    String first = year(bars - 4);
    String last = year(bars - 2);
    page.mouse().move(x(bars - 2), y());
    page.mouse().down();
    page.mouse().move(x(bars - 3), y());
    page.mouse().move(x(bars - 4), y());

    assertThat(page.locator("[data-chosen]")).hasText(first + "–" + last);
    assertThat(page).hasURL(address(SEARCH));
    page.mouse().up();
    assertThat(page).hasURL(address(SEARCH + "&filter=year:" + first + ".." + last));
    assertThat(page.locator(".chip")).hasText("year:" + first + ".." + last);
    assertThat(page.locator("[data-chosen]")).hasText(first + "–" + last);
  }

  @Test
  void aFingerChoosesYearsAsAPointerDoes() {
    reopen(
        new Browser.NewContextOptions()
            .setViewportSize(390, 800)
            .setHasTouch(true)
            .setIsMobile(true));
    visit(SEARCH);
    page.locator(".facets-toggle").tap();
    int bars = page.locator(".histogram-bar").count();
    String first = year(bars - 4);
    String last = year(bars - 2);
    CDPSession finger = context.newCDPSession(page);
    touch(finger, "touchStart", bars - 2);
    touch(finger, "touchMove", bars - 3);
    touch(finger, "touchMove", bars - 4);
    assertThat(page.locator("[data-chosen]")).hasText(first + "–" + last);
    touch(finger, "touchEnd");

    assertThat(page).hasURL(address(SEARCH + "&filter=year:" + first + ".." + last));
  }

  @Test
  void aDragReplacesTheYearsBeforeItAndNothingElse() {
    visit(SEARCH + "&filter=year:2012..2018&filter=category:cs");
    int bars = page.locator(".histogram-bar").count();
    String from = year(bars - 2);
    String to = year(bars - 1);
    drag(bars - 2, bars - 1);

    assertThat(page)
        .hasURL(address(SEARCH + "&filter=category:cs&filter=year:" + from + ".." + to));
  }

  @Test
  void draggingOverAllYearsIsNoCondition() {
    visit(SEARCH + "&filter=year:2012..2018");
    drag(0, page.locator(".histogram-bar").count() - 1);

    assertThat(page).hasURL(address(SEARCH));
    assertThat(page.locator(".chip")).hasCount(0);
  }

  @Test
  void aClickOnABarChoosesItsYear() {
    visit(SEARCH);
    int bars = page.locator(".histogram-bar").count();
    String last = year(bars - 1);
    page.mouse().click(x(bars - 1), y());

    assertThat(page).hasURL(address(SEARCH + "&filter=year:" + last));
  }

  @Test
  void theHandlesChooseYearsByKeyAndKeepTheFocus() {
    visit(SEARCH);
    Locator earliest = page.locator("[data-handle=from]");
    String second = year(1);
    String third = year(2);
    String last = year(page.locator(".histogram-bar").count() - 1);
    earliest.focus();
    page.keyboard().press("ArrowRight");
    assertThat(earliest).hasAttribute("aria-valuetext", second);
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("[data-chosen]")).hasText(third + "–" + last);

    assertThat(page).hasURL(address(SEARCH + "&filter=year:" + third + ".." + last));
    assertThat(page.locator("[data-handle=from]")).isFocused();
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(address(SEARCH));
  }

  @Test
  void aHandleStopsAtTheOther() {
    visit(SEARCH);
    page.locator("[data-handle=to]").focus();
    page.keyboard().press("Home");
    page.locator("[data-handle=from]").focus();
    page.keyboard().press("End");

    assertThat(page.locator("[data-handle=from]")).hasValue("0");
    assertThat(page.locator("[data-chosen]")).hasText(year(0));
  }

  @Test
  void onAPhoneTheValuesAreFoldedBetweenTheFormAndTheResults() {
    reopen(new Browser.NewContextOptions().setViewportSize(390, 800));
    visit(SEARCH);
    assertThat(value("cs.LG")).isHidden();
    double toggle = top(".facets-toggle");
    assertThat(toggle).isGreaterThan(top("#refine")).isLessThan(top("#results"));
    assertThat(top("#facts")).isGreaterThan(top("#results"));

    page.locator(".facets-toggle").click();
    assertThat(value("cs.LG")).isVisible();
    assertFitsTheWindow();
    value("cs.LG").click();
    assertThat(page).hasURL(address(SEARCH + "&filter=category:cs.LG"));
    assertThat(value("cs.LG")).isHidden();
  }

  @Test
  void beforeTheFirstSearchThereIsNothingToNarrowAndTheCollectionIsDescribed() {
    visit("/");
    assertThat(page.locator("#facets")).isHidden();
    assertThat(page.locator(".plot-drawing")).isVisible();
    search("learning");
    assertThat(page.locator(".facets-body")).isVisible();
    assertThat(page.locator(".plot-drawing")).isHidden();
    page.locator(".facts-toggle").click();
    assertThat(page.locator(".plot-drawing")).isVisible();
    page.locator(".facts-numbers summary").click();
    assertThat(page.locator(".calibration-default")).isVisible();
  }

  @Test
  void whatWasOpenedOfTheCollectionStaysOpen() {
    visit(SEARCH);
    page.locator(".facts-toggle").click();
    page.locator(".facts-numbers summary").click();
    search("boson");

    assertThat(hit(1)).containsText("boson");
    assertThat(page.locator(".calibration-default")).isVisible();
    page.locator(".facts-toggle").click();
    search("planets");
    assertThat(hit(1)).containsText("planets");
    assertThat(page.locator(".plot-drawing")).isHidden();
  }

  @Test
  void thePlotIsToldInWords() {
    visit("/");
    assertThat(page.locator(".plot-drawing"))
        .hasAttribute(
            "aria-label", Pattern.compile("Recall@10 and median latency: .*the default.*"));
  }

  @Test
  void anEmptyAnswerSaysWhatLeavingAFilterOutBrings() {
    visit("/c/papers?q=boson&mode=keyword&filter=year:1900..1910");
    page.getByText("Without year:1900..1910 — 1 result").click();
    assertThat(page.locator(".hit")).hasCount(1);
    assertThat(page.locator(".summary-count")).hasText("1 result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void textStandsOutInBothColourSchemes(String scheme) {
    reopen(
        new Browser.NewContextOptions()
            .setColorScheme(ColorScheme.valueOf(scheme))
            .setReducedMotion(ReducedMotion.REDUCE));
    visit(SEARCH + "&filter=category:cs.LG");

    for (String text :
        List.of(
            ".facet-label", ".facet-count", ".facets-scope", ".histogram-axis", ".facts-toggle")) {
      assertThat(contrast(text)).as(text).isGreaterThanOrEqualTo(4.5);
    }
  }

  private Locator value(String label) {
    return page.locator(
        ".facet-value",
        new Page.LocatorOptions()
            .setHas(page.getByText(label, new Page.GetByTextOptions().setExact(true))));
  }

  private String year(int bar) {
    return page.locator(".histogram-bar").nth(bar).getAttribute("data-from");
  }

  private void drag(int from, int to) {
    page.mouse().move(x(from), y());
    page.mouse().down();
    page.mouse().move(x(to), y());
    page.mouse().up();
  }

  /** A finger on a bar, or none. */
  private void touch(CDPSession finger, String type, int... bars) {
    JsonArray points = new JsonArray();
    for (int bar : bars) {
      JsonObject point = new JsonObject();
      point.addProperty("x", x(bar));
      point.addProperty("y", y());
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    finger.send("Input.dispatchTouchEvent", event);
  }

  private double x(int bar) {
    BoundingBox box = page.locator(".histogram-bars").boundingBox();
    return box.x + box.width * (bar + 0.5) / page.locator(".histogram-bar").count();
  }

  private double y() {
    BoundingBox box = page.locator(".histogram-bars").boundingBox();
    return box.y + box.height / 3;
  }

  private double top(String selector) {
    return page.locator(selector).boundingBox().y;
  }
}
