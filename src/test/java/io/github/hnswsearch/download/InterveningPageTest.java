package io.github.hnswsearch.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

final class InterveningPageTest {
  private static final URI PAGE = URI.create("https://drive.example/uc?id=1");

  private static InterveningPage form(String html) {
    return new InterveningPage(html);
  }

  @Test
  void anActionIsRelativeToThePage() {
    assertThat(
            form("<FORM id='download-form' action='/get?a=1'><input TYPE=hidden name=b></FORM>")
                .confirmation(PAGE))
        .contains(URI.create("https://drive.example/get?a=1&b="));
  }

  @Test
  void anotherFormIsNoConfirmation() {
    assertThat(form("<form id=login action=/login></form>").confirmation(PAGE)).isEmpty();
  }

  @Test
  void anActionThatIsNoAddressIsNoConfirmation() {
    assertThat(form("<form id=download-form action='ht tp:'></form>").confirmation(PAGE)).isEmpty();
  }

  @Test
  void aPageMayHaveNoTitle() {
    assertThat(form("<p>").title()).isEqualTo("without a title");
  }

  @Property
  void anyTextIsAPage(@ForAll @CharRange(from = ' ', to = '~') String text) {
    InterveningPage page =
        form("<form id=download-form action=" + text + "><input " + text + "></form>" + text);

    assertThatCode(
            () -> {
              page.title();
              page.isQuotaExceeded();
              page.confirmation(PAGE);
            })
        .doesNotThrowAnyException();
  }
}
