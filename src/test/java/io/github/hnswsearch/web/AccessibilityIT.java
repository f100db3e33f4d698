package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state of the page, in both colour schemes, keeps the rules of WCAG 2.2 AA that axe knows.
 */
class AccessibilityIT extends BrowserTest {
  private static final List<String> STATES =
      List.of(
          "/",
          "/c/papers?q=language+models",
          "/c/papers?q=learning&filter=year:2010..2020&filter=author:hinton&page=1",
          "/c/papers?q=learning&mode=vector&page=2",
          "/c/papers?q=zebra&mode=keyword&filter=year:1900..1910",
          "/c/papers?q=boson&filter=hue:red",
          "/c/papers/similar/1603.09320",
          "/c/papers/similar/none",
          "/c/papers/examples?q=learning&more=1603.09320&less=1207.7214",
          "/c/unknown",
          "/problems/overloaded");

  private static final int SCREEN = 1280;
  private static final int PHONE = 390;

  static Stream<Arguments> states() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(
            scheme ->
                STATES.stream()
                    .flatMap(
                        state ->
                            Stream.of(SCREEN, PHONE)
                                .map(width -> Arguments.of(state, scheme, width))));
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyAddressIsAccessibleAndFitsItsWindow(String path, ColorScheme scheme, int width) {
    in(scheme, width);
    visit(path);
    forgiveFailedLoads();
    assertAccessible();
    assertFitsTheWindow();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void whatOpensIsAccessible(ColorScheme scheme) {
    in(scheme, SCREEN);
    visit("/c/papers?q=efficient+nearest+neighbor+graphs");
    page.locator(".filters-toggle").click();
    page.locator(".more summary").first().click();
    assertAccessible();
    page.keyboard().press("Escape");
    page.locator("[data-show-keys]").first().click();
    assertAccessible();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void waitingAndBeingOfflineIsAccessible(ColorScheme scheme) {
    in(scheme, SCREEN);
    visit("/c/papers?q=boson");
    page.route("**/c/**", route -> {});
    search("planets");
    assertThat(page.locator(".skeleton")).isVisible();
    assertAccessible();

    page.unroute("**/c/**");
    page.route("**/c/**", Route::abort);
    search("stars");
    assertThat(page.locator(".notice-title")).hasText("The server does not answer");
    assertAccessible();
    // Ends the page's own attempts to ask again, each of which fails.
    page.unroute("**/c/**");
    visit("/");
    forgiveFailedLoads();
  }

  private void in(ColorScheme scheme, int width) {
    reopen(
        new Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(width, 800));
  }
}
