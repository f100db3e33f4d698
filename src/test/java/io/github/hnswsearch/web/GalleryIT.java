package io.github.hnswsearch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Item;
import io.github.hnswsearch.record.Metadata;
import io.github.hnswsearch.record.Schema;
import io.github.hnswsearch.search.OpenCollections;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures in rows, one of them alone, and those that do not come: files of many shapes. */
class GalleryIT extends BrowserTest {
  private static final String RESULTS = "/c/gallery?q=boat&mode=vector&size=100";
  private static final String HOSTILE_ID = "a/b \"<'&>#%.png";
  private static final String HOSTILE = "<img src=x onerror=\"document.title='run'\"> & 'more'";
  private static final int[][] SHAPES = {
    {600, 400}, {400, 600}, {500, 500}, {1800, 300}, {200, 900}, {640, 360}, {900, 600}
  };
  private static final int PICTURES = 28;

  private static OpenCollections gallery;

  /** In place of the papers that {@link BrowserTest} serves. */
  @BeforeAll
  static void serveAGallery(@TempDir Path folder, @TempDir Path pictures) throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      int[] shape = SHAPES[i % SHAPES.length];
      String name = "boat-%02d.png".formatted(i);
      draw(pictures.resolve(name), shape[0], shape[1]);
      Map<String, String> values = new LinkedHashMap<>();
      values.put("title", "Boat number " + i + " on a long and quiet river below the old town");
      if (i % 2 == 0) {
        values.put("author", "Ada Painter");
        values.put("license", "https://creativecommons.org/licenses/by/2.0/");
        values.put("source_page", "https://pictures.invalid/" + i);
      }
      items.add(item(name, name, "boat ".repeat(30) + "number" + i, values));
    }
    Files.writeString(pictures.resolve("broken.png"), "no picture");
    items.add(
        item(
            "broken",
            "broken.png",
            "shipwreck",
            Map.of("title", "A wreck", "source_page", "https://pictures.invalid/wreck")));
    draw(pictures.resolve("hostile.png"), 300, 200);
    items.add(
        item(
            HOSTILE_ID,
            "hostile.png",
            "pirate",
            Map.of(
                "title",
                HOSTILE,
                "author",
                HOSTILE,
                "author_page",
                "javascript:alert(1)",
                "license",
                "javascript:alert(2)",
                "source_page",
                "data:text/html,x",
                "kind",
                HOSTILE)));
    draw(pictures.resolve("plain.png"), 300, 300);
    items.add(item("plain", "plain.png", "nameless", Map.of()));
    gallery =
        new RealCollections(folder)
            .withPictures(
                "gallery",
                pictures,
                new Schema(
                    List.of(
                        new Field("title", FieldType.TEXT),
                        new Field("kind", FieldType.STORED),
                        new Field("author", FieldType.STORED),
                        new Field("author_page", FieldType.STORED),
                        new Field("license", FieldType.STORED),
                        new Field("source_page", FieldType.STORED))),
                items)
            .open();
    server.close();
    server = new RunningServer(gallery);
  }

  @AfterAll
  static void close() {
    gallery.close();
  }

  private static Item item(String id, String url, String text, Map<String, String> values) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    values.forEach((name, value) -> lists.put(name, List.of(value)));
    return RealCollections.item(id, url, text, new Metadata(lists));
  }

  private static void draw(Path file, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(70, 110, 160));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(230, 200, 120));
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void nothingMovesWhilePicturesCome(int width) {
    reopen(new Browser.NewContextOptions().setViewportSize(width, 800));
    watchTheLayout();
    slowDown();
    visit(RESULTS);
    for (int i = 0; i < 6; i++) {
      page.mouse().wheel(0, 700);
      page.waitForTimeout(150);
    }
    page.waitForLoadState(LoadState.NETWORKIDLE);
    forgiveFailedLoads();

    assertNothingMoved();
  }

  @Test
  void picturesOfARowAreOfOneHeightAndFillItButTheLast() {
    visit(RESULTS);
    forgiveFailedLoads();

    assertThat(
            (Boolean)
                page.evaluate(
                    """
                    (() => {
                      const rows = Map.groupBy(document.querySelectorAll(".tile"), (tile) =>
                        Math.round(tile.getBoundingClientRect().top));
                      const right = document.querySelector(".hits").getBoundingClientRect().right;
                      const row = [...rows.values()];
                      const box = (tile) => tile.querySelector("img").getBoundingClientRect();
                      const even = row.every((tiles) => {
                        const heights = tiles.map((tile) => box(tile).height);
                        return Math.max(...heights) - Math.min(...heights) < 1;
                      });
                      const full = row.slice(0, -1).every((tiles) =>
                        Math.abs(box(tiles.at(-1)).right - right) < 1);
                      const last = Math.max(...row.at(-1).map((tile) => box(tile).height));
                      return row.length > 2 && even && full && last < 180;
                    })()
                    """))
        .isTrue();
  }

  @Test
  void picturesBelowTheWindowAreNotAskedForYet() {
    List<String> asked = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().endsWith("/image")) {
            asked.add(request.url());
          }
        });
    reopen(new Browser.NewContextOptions().setViewportSize(390, 600));
    visit(RESULTS);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    forgiveFailedLoads();

    assertThat(asked).hasSizeLessThan(PICTURES);
    assertThat(page.locator(".broken")).hasCount(0);
    assertThat(page.locator(".tile img").last()).hasAttribute("loading", "lazy");
  }

  @Test
  void aTileSaysWhoseItsPictureIs() {
    visit(RESULTS);
    forgiveFailedLoads();
    Locator tile = tile("boat-00.png");

    assertThat(tile.locator(".credit")).hasText("Ada PainterCC BY 2.0Source");
    assertThat(tile.locator(".credit-source a")).hasAttribute("href", "https://pictures.invalid/0");
    assertThat(tile("boat-01.png").locator(".credit")).hasCount(0);
    assertThat(tile("plain").locator("img")).hasAttribute("alt", "Picture plain");
  }

  @Test
  void hostileNamesAreShownAsText() {
    visit("/c/gallery?q=pirate&mode=vector&size=100");
    forgiveFailedLoads();
    Locator tile = page.locator(".tile").first();

    assertThat(tile.locator(".tile-title")).hasText(HOSTILE);
    assertThat(tile.locator(".credit")).hasText(HOSTILE);
    assertThat(tile.locator(".credit a")).hasCount(0);
    tile.locator(".tile-link").click();
    assertThat(page.locator("#lightbox-title")).hasText(HOSTILE);
    assertThat(page.locator(".lightbox-text .others dd")).hasText(HOSTILE);
    assertThat(page.locator("#lightbox img")).hasCount(1);
    assertThat(page).hasTitle(Pattern.compile("pirate.*"));
    page.reload();
    forgiveFailedLoads();
    assertThat(page.locator("#lightbox-title")).hasText(HOSTILE);
    page.keyboard().press("Escape");
    assertThat(page.locator("#lightbox")).isHidden();
  }

  @Test
  void aPictureOpensLargeAndTheAddressNamesIt() {
    visit(RESULTS);
    link("boat-00.png").click();

    assertThat(page.locator("#lightbox")).isVisible();
    assertThat(page).hasURL(address(RESULTS) + "#id-boat-00.png");
    assertThat(page.locator("#lightbox-title")).containsText("Boat number 0");
    assertThat(page.locator(".lightbox-text .credit")).containsText("CC BY 2.0");
    assertThat(page.locator(".lightbox-similarity")).containsText(Pattern.compile("\\d\\.\\d{3}"));
    assertThat(page.locator(".lightbox-picture"))
        .hasAttribute("src", Pattern.compile(".*size=large"));
    forgiveFailedLoads();
  }

  @Test
  void backClosesAndForwardOpensAgainWithoutAskingForThePage() {
    visit(RESULTS);
    link("boat-00.png").click();
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.goBack();
    assertThat(page.locator("#lightbox")).isHidden();
    assertThat(page).hasURL(address(RESULTS));
    assertThat(link("boat-00.png")).isFocused();
    page.goForward();
    assertThat(page.locator("#lightbox")).isVisible();
    forgiveFailedLoads();

    assertThat(asked).noneMatch(url -> url.contains("/c/gallery"));
  }

  @Test
  void reloadOpensItAgainAndEscapeCloses() {
    visit(RESULTS);
    link("boat-03.png").click();
    assertThat(page.locator("#lightbox")).isVisible();
    page.reload();
    assertThat(page.locator("#lightbox")).isVisible();
    page.keyboard().press("Escape");

    assertThat(page.locator("#lightbox")).isHidden();
    assertThat(page).hasURL(address(RESULTS));
    assertThat(link("boat-03.png")).isFocused();
    forgiveFailedLoads();
  }

  @Test
  void anAddressThatIsOpenedClosesToItsResults() {
    visit(RESULTS + "#id-boat-02.png");
    assertThat(page.locator("#lightbox")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Close")).click();

    assertThat(page.locator("#lightbox")).isHidden();
    assertThat(page).hasURL(address(RESULTS));
    forgiveFailedLoads();
  }

  @Test
  void arrowsAndButtonsStepToTheEndsAndOneBackCloses() {
    visit(RESULTS);
    Locator titles = page.locator(".tile-title");
    String first = titles.nth(0).textContent();
    String second = titles.nth(1).textContent();
    page.locator(".tile-link").first().click();
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("#lightbox-title")).hasText(first);
    assertThat(page.locator("[data-step='-1']")).hasAttribute("aria-disabled", "true");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#lightbox-title")).hasText(second);
    page.locator("[data-step='1']").click();
    assertThat(page.locator(".lightbox-place")).hasText("3 of " + titles.count());
    page.goBack();

    assertThat(page.locator("#lightbox")).isHidden();
    assertThat(page).hasURL(address(RESULTS));
    assertThat(page.locator(".tile-link").nth(2)).isFocused();
    forgiveFailedLoads();
  }

  @Test
  void theFocusStaysWithin() {
    visit(RESULTS);
    link("boat-00.png").click();
    for (int i = 0; i < 15; i++) {
      page.keyboard().press("Tab");
      assertThat(
              (Boolean)
                  page.evaluate(
                      "document.activeElement === document.body ||"
                          + " document.activeElement.closest('#lightbox') !== null"))
          .isTrue();
    }
    forgiveFailedLoads();
  }

  @Test
  void aPictureThatIsChosenFindsPicturesAndStandsAboveThem(@TempDir Path folder)
      throws IOException {
    draw(folder.resolve("mine.png"), 320, 240);
    visit("/c/gallery");
    page.setInputFiles("#refine input[type=file]", folder.resolve("mine.png"));

    assertThat(page.locator(".read .like-title")).hasText("mine.png");
    assertThat(page.locator(".read-facts")).containsText("320 × 240 pixels");
    assertThat(page.locator(".read-image")).isVisible();
    assertThat(page.locator(".tile").first()).isVisible();
    forgiveFailedLoads();
  }

  @Test
  void theInvitationToDropAFileLiesAboveAnOpenPicture() {
    visit(RESULTS);
    link("boat-00.png").click();
    page.evaluate(
        """
        () => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["picture"], "picture.png", { type: "image/png" }));
          document.querySelector(".lightbox-stage").dispatchEvent(
            new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer }));
        }
        """);

    // Of two in the top layer, the one that was opened last lies above.
    assertThat(page.locator("#lightbox:modal")).isVisible();
    assertThat(page.locator("#drop:popover-open")).isVisible();
    forgiveFailedLoads();
  }

  @Test
  void moreLikeThisLeadsToNeighboursAndBackToThePicture() {
    visit(RESULTS);
    link("boat-00.png").click();
    page.locator(".lightbox-like").click();
    assertThat(page).hasURL(address("/c/gallery/similar/boat-00.png"));
    assertThat(page.locator("#lightbox")).isHidden();
    assertThat(page.locator(".like-title")).containsText("Boat number 0");
    page.goBack();

    assertThat(page.locator("#lightbox")).isVisible();
    assertThat(page.locator("#lightbox-title")).containsText("Boat number 0");
    forgiveFailedLoads();
  }

  @Test
  void withoutScriptsAPictureLeadsToItsNeighbours() {
    reopen(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit(RESULTS);
    link("boat-00.png").click();

    assertThat(page).hasURL(address("/c/gallery/similar/boat-00.png"));
    forgiveFailedLoads();
  }

  @Test
  void aBrokenPictureSaysSoInItsRoomAndIsTriedAgain() {
    page.route("**/boat-00.png/image", Route::abort);
    visit(RESULTS);
    Locator tile = tile("boat-00.png");
    assertThat(tile.locator(".broken")).isVisible();
    assertThat(tile.locator(".tile-title")).containsText("Boat number 0");
    assertThat(tile.locator(".broken a")).hasAttribute("href", "https://pictures.invalid/0");
    double height = tile.boundingBox().height;
    Locator retry = tile.locator("[data-reload]");
    retry.click();
    assertThat(tile.locator(".broken-text")).hasText("It still does not load");

    page.unroute("**/boat-00.png/image");
    retry.press("Enter");
    assertThat(tile.locator(".broken")).hasCount(0);
    assertThat(link("boat-00.png")).isFocused();
    assertThat(tile.boundingBox().height).isEqualTo(height);
    forgiveFailedLoads();
  }

  @Test
  void aFileThatIsNoPictureBreaksItsTileAlone() {
    visit("/c/gallery?q=shipwreck&mode=vector&size=100");

    assertThat(page.locator(".tile").first().locator(".broken")).containsText("does not load");
    link("broken").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".lightbox-stage .broken")).isVisible();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".lightbox-stage .broken")).hasCount(0);
    forgiveFailedLoads();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void tilesAndTheOpenPictureAreAccessible(ColorScheme scheme) {
    reopen(new Browser.NewContextOptions().setColorScheme(scheme));
    visit("/c/gallery?q=shipwreck&mode=vector&size=25");
    assertThat(page.locator(".broken").first()).isVisible();
    assertAccessible();
    page.locator(".tile-link").nth(1).click();
    assertThat(page.locator("#lightbox")).isVisible();
    assertAccessible();
    forgiveFailedLoads();
  }

  private Locator tile(String id) {
    return page.locator(".tile[data-id='" + id + "']");
  }

  private Locator link(String id) {
    return tile(id).locator(".tile-link");
  }
}
