package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.hnswsearch.search.OpenCollections;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The browser of the API in a real Chromium, under the policy that the server sends. */
@ExtendWith(PaperCollections.class)
class DocsIT {
  @Test
  void theApiIsShownAndTriedWithoutAWordToAnybodyElse(OpenCollections papers) throws IOException {
    List<String> complaints = new CopyOnWriteArrayList<>();
    List<String> requests = new CopyOnWriteArrayList<>();
    try (RunningServer server = new RunningServer(papers);
        Chromium chromium = Chromium.launch();
        Page page = chromium.browser.newPage()) {
      page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
      page.onPageError(complaints::add);
      page.onRequest(request -> requests.add(request.url()));

      page.navigate(server.uri("/docs").toString());
      Locator operation = page.locator(".opblock").first();
      operation.locator(".opblock-summary-control").click();
      operation.locator(".execute").click();

      assertThat(operation.locator(".live-responses-table .response-col_status").last())
          .containsText("200");
      assertThat(operation.locator(".live-responses-table")).containsText("papers");
    }

    assertThat(complaints).isEmpty();
    assertThat(requests)
        .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.startsWith("data:"));
  }
}
