package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the page in a real browser, over the known papers. After each of them the page must have
 * complained about nothing and asked nobody but its server.
 */
abstract class BrowserTest {
  static OpenCollections collections;
  static RunningServer server;
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private static Chromium chromium;

  final List<String> complaints = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  BrowserContext context;
  Page page;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    chromium = Chromium.launch();
    collections = PaperCollections.withClassics(folder);
    server = new RunningServer(collections);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      server.close();
      collections.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    open(new Browser.NewContextOptions().setViewportSize(1280, 800));
  }

  @AfterEach
  void nothingWasComplainedAboutOrAskedElsewhere() {
    context.close();
    assertThat(complaints).isEmpty();
    hosts.removeAll(expected);
    assertThat(hosts).isSubsetOf(server.uri("/").getAuthority());
  }

  void visit(String path) {
    page.navigate(server.uri(path).toString());
  }

  void search(String text) {
    box().fill(text);
    box().press("Enter");
  }

  Locator box() {
    return page.locator("#q");
  }

  Locator hit(int rank) {
    return page.locator(".hit[value='" + rank + "']");
  }

  static String address(String path) {
    return server.uri(path).toString();
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** Chromium logs each answer over 399 and each aborted load, as these tests provoke. */
  void forgiveFailedLoads() {
    complaints.removeIf(complaint -> complaint.startsWith("Failed to load resource"));
  }

  /** A server that a test started itself may be asked as well. */
  void expectRequestsTo(RunningServer other) {
    expected.add(other.uri("/").getAuthority());
  }

  /** What axe knows of WCAG 2.2 AA and of good practice is kept, as the page stands. */
  void assertAccessible() {
    List<Rule> broken =
        new AxeBuilder(page).withTags(RULES).setLegacyMode(true).analyze().getViolations();
    assertThat(broken)
        .as(page.url())
        .extracting(
            rule ->
                rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList())
        .isEmpty();
  }

  /** A slow machine on a slow line paints stages that a fast one never shows. */
  void slowDown() {
    context.setDefaultNavigationTimeout(60_000);
    CDPSession devices = context.newCDPSession(page);
    JsonObject processor = new JsonObject();
    processor.addProperty("rate", 4);
    devices.send("Emulation.setCPUThrottlingRate", processor);
    JsonObject line = new JsonObject();
    line.addProperty("offline", false);
    line.addProperty("latency", 20);
    line.addProperty("downloadThroughput", 500_000);
    line.addProperty("uploadThroughput", 500_000);
    devices.send("Network.emulateNetworkConditions", line);
  }

  /** From the next page on, {@link #assertNothingMoved} knows what the reader saw move. */
  void watchTheLayout() {
    page.addInitScript(
        """
        window.shifts = [];
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
          entry.sources.forEach(({ node, previousRect, currentRect }) => window.shifts.push(
            [node?.outerHTML ?? node?.data, previousRect, currentRect].map(
              (part) => JSON.stringify(part)?.slice(0, 160)).join(" ")));
        })).observe({ type: "layout-shift", buffered: true });
        """);
  }

  void assertNothingMoved() {
    assertThat(whatMoved()).isEmpty();
  }

  List<?> whatMoved() {
    return (List<?>) page.evaluate("window.shifts");
  }

  void assertFitsTheWindow() {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
  }

  /** The contrast ratio of WCAG 2 between an element's text and the page. */
  double contrast(String selector) {
    double text = luminance("getComputedStyle(document.querySelector('" + selector + "')).color");
    double paper = luminance("getComputedStyle(document.documentElement).backgroundColor");
    return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
  }

  double luminance(String colour) {
    return ((Number)
            page.evaluate(
                """
                [.2126, .7152, .0722].reduce((sum, weight, i) => {
                  const part = Number((%s).match(/\\d+/g)[i]) / 255;
                  return sum + weight * (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
                }, 0)
                """
                    .formatted(colour)))
        .doubleValue();
  }

  void reopen(Browser.NewContextOptions options) {
    context.close();
    open(options);
  }

  void open(Browser.NewContextOptions options) {
    context = chromium.browser.newContext(options);
    context.setDefaultTimeout(10_000);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          // A preview of a file is loaded from this very browser.
          if (!request.url().startsWith("blob:")) {
            hosts.add(URI.create(request.url()).getAuthority());
          }
        });
  }
}
