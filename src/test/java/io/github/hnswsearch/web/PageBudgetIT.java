package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page may cost: bytes until it is there, and nothing that moves under the reader. */
class PageBudgetIT extends BrowserTest {
  /** Gzipped or not, as the server sends it. */
  private static final long FIRST_LOAD_BYTES = 150_000;

  /**
   * What moves by itself moves in each of them. A browser that is kept from its processor now and
   * then paints an element whose end it has not read yet.
   */
  private static final int LOADS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/c/papers?q=learning", "/c/papers?q=string+theory+gauge"})
  void theFirstLoadIsSmall(String path) {
    CDPSession network = context.newCDPSession(page);
    AtomicLong bytes = new AtomicLong();
    AtomicLong fonts = new AtomicLong();
    network.send("Network.enable");
    network.on(
        "Network.loadingFinished",
        (JsonObject finished) -> bytes.addAndGet(finished.get("encodedDataLength").getAsLong()));
    page.onResponse(
        response -> {
          if (response.url().endsWith(".woff2")) {
            fonts.addAndGet(response.body().length);
          }
        });
    visit(path);
    page.waitForLoadState(LoadState.NETWORKIDLE);

    assertThat(bytes.get() - fonts.get()).isBetween(1_000L, FIRST_LOAD_BYTES);
  }

  @ParameterizedTest
  @CsvSource({
    "1280, /",
    "1280, /c/papers?q=learning",
    "1280, /c/papers?q=string+theory+gauge&size=100",
    "1280, /c/papers?q=zebra&mode=keyword&filter=year:1900..1910",
    "1280, /c/papers/similar/1603.09320",
    "390, /",
    "390, /c/papers?q=string+theory+gauge&size=100"
  })
  void nothingMovesWhileThePageLoads(int width, String path) {
    page.setViewportSize(width, 800);
    slowDown();
    watchTheLayout();
    CDPSession cache = context.newCDPSession(page);
    List<?> moved = List.of();
    for (int load = 0; load < LOADS && (load == 0 || !moved.isEmpty()); load++) {
      cache.send("Network.clearBrowserCache");
      visit(path);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      page.waitForTimeout(300);
      moved = whatMoved();
    }

    assertThat(moved).isEmpty();
  }

  @Test
  void aKeyIsAnsweredWithinATenthOfASecondAmongAHundredResults() {
    visit("/c/papers?q=learning&size=100");
    assertThat(page.locator(".hit").first()).isVisible();
    page.evaluate(
        """
        window.durations = [];
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
          window.durations.push(entry.duration);
        })).observe({ type: "event", durationThreshold: 16, buffered: false });
        """);
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("ArrowDown");
    }
    page.waitForTimeout(300);

    // The median: a browser that is kept from its processor says nothing of the page.
    Object median =
        page.evaluate("window.durations.sort((a, b) => a - b)[window.durations.length >> 1] ?? 0");
    assertThat(((Number) median).doubleValue()).isLessThan(100);
  }
}
