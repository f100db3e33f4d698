package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.hnswsearch.document.Documents;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Search by a file that is chosen, dropped or pasted, in a real browser. */
class UploadIT extends BrowserTest {
  private static final Pattern ADDRESS = Pattern.compile("/c/papers/file/[0-9a-f]{32}$");
  private static final String TOPIC = "Observation of a new particle, the Higgs boson";

  @Test
  void aDocumentIsSearchedByAsSoonAsItIsChosen() {
    visit("/c/papers");
    page.evaluate("window.untouched = true");

    choose(text("notes.txt", TOPIC));

    assertThat(hit(1)).containsText("Higgs boson");
    assertThat(page).hasURL(ADDRESS);
    assertThat(page).hasTitle("Similar to notes.txt · HNSW Search");
    assertThat(page.locator(".read .like-title")).hasText("notes.txt");
    assertThat(page.locator(".read-facts li"))
        .hasText(new String[] {"Plain text", TOPIC.length() + " bytes", "1 passage embedded"});
    page.getByText("How it begins").click();
    assertThat(page.locator(".read-passages li")).hasText(TOPIC);
    assertThat(page.locator("#announcement")).hasText("32 results");
    assertThat(page.evaluate("window.untouched")).isEqualTo(true);
  }

  @Test
  void aPdfSaysItsTitleAndItsPassages(@TempDir Path folder) throws IOException {
    visit("/c/papers");
    choose(Documents.pdf(folder.resolve("paper.pdf"), "Higgs notes", TOPIC, "The end."));

    assertThat(hit(1)).containsText("Higgs boson");
    assertThat(page.locator(".read .like-title")).hasText("paper.pdf");
    assertThat(page.locator(".read-title")).hasText("Higgs notes");
    assertThat(page.locator(".read-facts")).containsText("PDF");
    assertThat(page.locator(".read-facts")).containsText("1 passage embedded");
  }

  @Test
  void aWordDocumentIsReadAsWell(@TempDir Path folder) throws IOException {
    visit("/c/papers");
    choose(Documents.docx(folder.resolve("paper.docx"), "Higgs notes", TOPIC));

    assertThat(hit(1)).containsText("Higgs boson");
    assertThat(page.locator(".read-title")).hasText("Higgs notes");
    assertThat(page.locator(".read-facts")).containsText("1 passage embedded");
  }

  @Test
  void pagesFiltersBackForwardAndReloadSendTheFileAgain() {
    visit("/c/papers?q=learning");
    choose(text("notes.txt", TOPIC));
    assertThat(page).hasURL(ADDRESS);
    String first = page.url();

    page.getByText("Next").click();
    assertThat(page).hasURL(Pattern.compile("/c/papers/file/.*[?]page=2&generation=[0-9TZ.]+$"));
    assertThat(page.locator(".read .like-title")).hasText("notes.txt");
    page.reload();
    assertThat(page.locator(".summary-count")).containsText("page 2 of 4");
    page.locator(".filters-toggle").click();
    page.getByLabel("Year from").fill("2012");
    page.getByLabel("Year to").fill("2012");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(first + "?filter=year:2012");
    assertThat(hit(1)).containsText("Higgs boson");
    page.goBack();
    assertThat(page.locator(".summary-count")).containsText("page 2 of 4");
    page.goBack();
    page.goBack();
    assertThat(box()).hasValue("learning");
    assertThat(page.locator(".read")).hasCount(0);
    page.goForward();
    assertThat(page).hasURL(first);
    assertThat(page.locator(".read .like-title")).hasText("notes.txt");
  }

  @Test
  void aNewTabOfTheSameBrowserHasTheFile() {
    visit("/c/papers");
    choose(text("notes.txt", TOPIC));
    assertThat(page).hasURL(ADDRESS);
    String address = page.url();

    Page tab = context.newPage();
    tab.navigate(address);

    assertThat(tab.locator(".read .like-title")).hasText("notes.txt");
    assertThat(tab.locator(".absent")).hasCount(0);
  }

  @Test
  void anInvitationCoversThePageWhileAFileIsHeldAboveIt() {
    visit("/c/papers?q=learning");
    JSHandle held = transfer("notes.txt", "text/plain", bytes(TOPIC));

    page.dispatchEvent("#results", "dragover", Map.of("dataTransfer", held));
    assertThat(page.locator("#drop")).isVisible();
    assertThat(page.locator("#drop")).containsText("Drop a picture or a document");
    page.dispatchEvent("#results", "dragleave", Map.of("dataTransfer", held));
    assertThat(page.locator("#drop")).isHidden();
    page.dispatchEvent("#results", "dragover", Map.of("dataTransfer", held));
    page.dispatchEvent("#results", "drop", Map.of("dataTransfer", held));

    assertThat(page.locator("#drop")).isHidden();
    assertThat(page).hasURL(ADDRESS);
    assertThat(hit(1)).containsText("Higgs boson");
  }

  @Test
  void whatIsDraggedWithinThePageIsNotTakenForAFile() {
    visit("/c/papers?q=learning");
    JSHandle held = transfer("picture.png", "image/png", picture());

    page.dispatchEvent("#results", "dragstart", Map.of("dataTransfer", held));
    page.dispatchEvent("#results", "dragover", Map.of("dataTransfer", held));

    assertThat(page.locator("#drop")).isHidden();
  }

  @Test
  void aPastedPictureIsSearchedByAndShown() {
    visit("/c/papers?q=learning");

    paste(box(), transfer("image.png", "image/png", picture()));

    assertThat(page).hasURL(ADDRESS);
    assertThat(page.locator(".read-facts")).containsText("40 × 30 pixels");
    assertThat(page.locator(".read-image")).isVisible();
    assertThat(page.locator(".read-image")).hasJSProperty("naturalWidth", 40);
    page.reload();
    assertThat(page.locator(".read-image")).isVisible();
  }

  @Test
  void aTextThatIsPastedStaysAText() {
    visit("/c/papers?q=learning");
    JSHandle both = transfer("image.png", "image/png", picture());
    both.evaluate("held => held.setData('text/plain', 'a text')");

    paste(box(), both);

    page.waitForTimeout(300);
    assertThat(page).hasURL(address("/c/papers?q=learning"));
  }

  @Test
  void everythingButPreviewsWorksWithoutScripts() {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit("/c/papers?q=learning&filter=year:2012");

    choose(text("notes.txt", TOPIC));
    page.getByText("Search by it").click();

    assertThat(hit(1)).containsText("Higgs boson");
    assertThat(page.locator(".chip")).hasText("year:2012");
    page.getByLabel("Remove filter year:2012").click();
    assertThat(page).hasURL(ADDRESS);
    assertThat(page.locator(".notice-title")).hasText("The file is not here");
    page.waitForTimeout(600); // A browser with scripts may still find the file meanwhile.
    page.setInputFiles(".choose input[type=file]", text("notes.txt", TOPIC));
    page.locator(".choose button").click();
    assertThat(page.locator(".read .like-title")).hasText("notes.txt");
  }

  @Test
  void anAddressFromAnotherBrowserAsksForTheFileAndKeepsItsFilters() {
    visit("/c/papers/file/" + "0".repeat(32) + "?filter=year:2012");

    assertThat(page.locator(".notice-title")).hasText("The file is not here");
    page.setInputFiles(".choose input[type=file]", text("notes.txt", TOPIC));

    assertThat(hit(1)).containsText("Higgs boson");
    assertThat(page).hasURL(Pattern.compile("/c/papers/file/[0-9a-f]{32}\\?filter=year:2012$"));
  }

  @Test
  void hostileNamesAreText() {
    String name = "<img src=x onerror=alert(1)>\"'&.txt";
    visit("/c/papers");

    page.evaluate(
        """
        name => {
          const held = new DataTransfer();
          held.items.add(new File(["Higgs boson <script>alert(1)</script>"], name));
          const input = document.querySelector("#refine input[type=file]");
          input.files = held.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }
        """,
        name);

    assertThat(page.locator(".read .like-title")).containsText("<img src=x onerror=alert(1)>");
    assertThat(page.locator(".read img")).hasCount(0);
    assertThat(page.locator(".read-passages li")).containsText("<script>alert(1)</script>");
    assertThat(page.locator("#results script")).hasCount(0);
  }

  @Test
  void aFileThatCannotBeReadIsExplainedAndAnotherCanBeChosen() {
    visit("/c/papers");
    choose(new FilePayload("broken.pdf", "application/pdf", new byte[] {0, 1, 2, 3, 4}));

    assertThat(page.locator(".notice-title")).hasText("The file cannot be read");
    assertThat(page.locator(".notice-text")).containsText("broken.pdf");
    assertThat(page.locator("#announcement")).hasText("The file cannot be read");
    page.setInputFiles(".choose input[type=file]", text("notes.txt", TOPIC));
    assertThat(hit(1)).containsText("Higgs boson");
    forgiveFailedLoads();
  }

  @Test
  void aFileThatIsTooLargeIsNotEvenSent() {
    visit("/c/papers");
    page.route("**/c/papers/file", route -> complaints.add("sent"));
    page.evaluate(
        """
        () => {
          const held = new DataTransfer();
          held.items.add(new File([new Uint8Array(32 * 1024 * 1024 + 1)], "large.pdf"));
          const input = document.querySelector("#refine input[type=file]");
          input.files = held.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }
        """);

    assertThat(page.locator(".notice-title")).hasText("The file is too large");
    assertThat(page.locator(".notice-text")).containsText("32 MiB");
    assertThat(page).hasURL(address("/c/papers"));
  }

  @Test
  void theLastTwentyFilesAreKept() {
    visit("/c/papers");

    Object found =
        page.evaluate(
            """
            async () => {
              const files = await import("/assets/js/kept-files.js");
              for (let i = 0; i < 23; i++) {
                await files.keep(String(i), new File(["text " + i], i + ".txt"));
                await new Promise((done) => setTimeout(done, 2));
              }
              const found = [];
              for (let i = 0; i < 23; i++) {
                if ((await files.find(String(i))) !== null) {
                  found.push(i);
                }
              }
              return found.join();
            }
            """);

    assertThat(found).isEqualTo("3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22");
  }

  @Test
  void withoutAPlaceToKeepFilesTheyLastUntilThePageIsLeft() {
    page.addInitScript("Object.defineProperty(window, 'indexedDB', { value: undefined });");
    visit("/c/papers");
    choose(text("notes.txt", TOPIC));

    page.getByText("Next").click();
    assertThat(page.locator(".summary-count")).containsText("page 2 of 4");
    page.reload();
    assertThat(page.locator(".notice-title")).hasText("The file is not here");
  }

  @Test
  void theKeyboardOpensTheChooser() {
    visit("/c/papers?q=learning");
    Locator input = page.getByLabel("File…").first();
    input.focus();

    assertThat(page.waitForFileChooser(() -> input.press("Enter")).isMultiple()).isFalse();
    assertThat(
            page.evaluate("getComputedStyle(document.activeElement.closest('.file')).outlineStyle"))
        .isEqualTo("solid");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyStateIsAccessibleAndFitsAPhone(ColorScheme scheme) {
    reopen(
        new Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(360, 740));
    visit("/c/papers/file/" + "0".repeat(32));
    assertThat(page.locator(".absent")).isVisible();
    page.waitForTimeout(600);
    assertSound();
    choose(text("a".repeat(150) + ".txt", (TOPIC + ". ").repeat(6_000)));
    assertThat(page.locator(".read .warning").first()).isVisible();
    page.getByText("How its passages begin").click();
    assertSound();
    page.evaluate("document.getElementById('drop').showPopover()");
    assertSound();
    choose(new FilePayload("image.png", "image/png", picture()));
    assertThat(page.locator(".read-image")).isVisible();
    assertSound();
  }

  private void assertSound() {
    assertFitsTheWindow();
    assertAccessible();
  }

  private void choose(FilePayload file) {
    page.setInputFiles("#refine input[type=file]", file);
  }

  private void choose(Path file) {
    page.setInputFiles("#refine input[type=file]", file);
  }

  private static FilePayload text(String name, String content) {
    return new FilePayload(name, "text/plain", bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A file as it is held by a pointer or a clipboard. */
  private JSHandle transfer(String name, String type, byte[] content) {
    return page.evaluateHandle(
        """
        ([name, type, base64]) => {
          const held = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          held.items.add(new File([bytes], name, { type }));
          return held;
        }
        """,
        List.of(name, type, Base64.getEncoder().encodeToString(content)));
  }

  private void paste(Locator target, JSHandle clipboard) {
    target.evaluate(
        """
        (target, clipboardData) => target.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        """,
        clipboard);
  }

  private static byte[] picture() {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
