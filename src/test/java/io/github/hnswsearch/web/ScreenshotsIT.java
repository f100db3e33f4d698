package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Takes the pictures of {@code docs/screenshots} of a running demo. CONTRIBUTING.md has the
 * command.
 */
@EnabledIfSystemProperty(named = ScreenshotsIT.SERVER, matches = "http.+")
class ScreenshotsIT {
  /** The address of the demo. */
  static final String SERVER = "screenshots.of";

  private static final Path FOLDER = Path.of("docs/screenshots");
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.launch();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          papers        | light | 1280 | 1000 | /c/papers?q=shortest+path+graph+algorithms
          papers-dark   | dark  | 1280 | 1000 | /c/papers?q=shortest+path+graph+algorithms
          papers-phone  | light |  390 | 844 | /c/papers?q=shortest+path+graph+algorithms
          start         | light | 1280 | 860 | /c/papers
          pictures      | light | 1280 | 860 | /c/images?q=two+kites+over+a+beach&size=25
          pictures-dark | dark  | 1280 | 860 | /c/images?q=two+kites+over+a+beach&size=25
          empty         | light | 1280 | 620 | /c/papers?q=graph&mode=keyword&filter=year:1990..1995&filter=category:cs.LG
          error         | light | 1280 | 620 | /c/papers?q=graph&filter=hue:red
          """)
  void aStateIsPictured(String name, String scheme, int width, int height, String path) {
    try (BrowserContext context =
        chromium.browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(width < 500 ? 2 : 1)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(ColorScheme.valueOf(scheme.toUpperCase(Locale.ROOT))))) {
      Page page = context.newPage();
      page.navigate(System.getProperty(SERVER) + path);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      assertThat(page.locator("#results")).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png").toAbsolutePath()));
    }
  }
}
