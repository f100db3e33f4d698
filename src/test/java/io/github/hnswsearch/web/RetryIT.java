package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import io.github.hnswsearch.search.Collections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A page that waits says so, and goes on by itself when its server does. */
class RetryIT extends BrowserTest {
  @Test
  void aServerThatIsBackIsAskedAgainAndNothingTypedIsLost() {
    visit("/c/papers?q=boson");
    page.route("**/*", Route::abort);
    search("planets");
    assertThat(page.locator(".notice-title")).hasText("The server does not answer");
    box().fill("planets and stars");

    page.unroute("**/*");
    assertThat(hit(1)).containsText("planets");
    assertThat(page).hasURL(address("/c/papers?q=planets&mode=hybrid"));
    assertThat(box()).hasValue("planets and stars");
    forgiveFailedLoads();
  }

  @Test
  void aCollectionOfPicturesIsAwaitedWithTilesAndOthersWithRows() {
    visit("/c/papers?q=boson");
    page.evaluate("document.querySelector('.layout').dataset.pictures = 'classics'");
    List<Route> held = new ArrayList<>();
    page.route("**/c/**", held::add);
    page.locator("#tabs").getByText("classics").click();
    assertThat(page.locator(".skeleton-pictures i").first()).isVisible();
    page.locator("#tabs").getByText("papers").click();
    assertThat(page.locator(".skeleton-hit").first()).isVisible();
    held.getLast().resume();
    assertThat(hit(1)).isVisible();
  }

  @Test
  void aServerThatStaysAwayIsAskedEverLessOften() {
    visit("/c/papers?q=boson");
    int[] asked = {0};
    page.route(
        "**/livez",
        route -> {
          asked[0]++;
          route.abort();
        });
    page.route("**/c/**", Route::abort);
    search("planets");
    page.waitForTimeout(5500);

    assertThat(asked[0]).isBetween(1, 4);
    forgiveFailedLoads();
  }

  @Test
  void aPageOfCollectionsThatAreBeingOpenedReplacesItself() throws IOException {
    assertBecomesResultsByItself();
  }

  @Test
  void collectionsThatCannotBeOpenedAreSaidToBeSo() throws IOException {
    CompletableFuture<Collections> opening = new CompletableFuture<>();
    try (RunningServer early = new RunningServer(opening)) {
      page.navigate(early.uri("/").toString());
      assertThat(page.locator(".notice-title")).hasText("Opening the collections…");
      opening.completeExceptionally(new IOException("on purpose"));
      assertThat(page.locator(".notice")).containsText("could not be opened");
      expectRequestsTo(early);
    }
    visit("/");
    forgiveFailedLoads();
  }

  @Test
  void withoutScriptsThePageAsksAgainAsWell() throws IOException {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    assertBecomesResultsByItself();
  }

  private void assertBecomesResultsByItself() throws IOException {
    CompletableFuture<Collections> opening = new CompletableFuture<>();
    try (RunningServer early = new RunningServer(opening)) {
      page.navigate(early.uri("/c/papers?q=planets").toString());
      assertThat(page.locator(".notice-title")).hasText("Opening the collections…");
      opening.complete(collections);
      assertThat(hit(1)).containsText("planets");
      expectRequestsTo(early);
    }
    visit("/");
    forgiveFailedLoads();
  }
}
