package niangjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a browser. Whatever the page writes to the console as an error, a breach of the
 * content policy included, fails the test when the visitor leaves.
 */
final class Visitor implements AutoCloseable {

  /** What they sit in front of. */
  enum Device {
    PHONE(390, 844),
    DESK(1440, 900),
    WALL(1920, 1080),
    SMALL_WALL(1366, 768);

    private final int width;
    private final int height;

    Device(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** How they like the pages. */
  record Taste(String language, boolean large) {

    static final Taste CHINESE = new Taste("zh", false);
    static final Taste LARGE = new Taste("zh", true);
    static final Taste ENGLISH = new Taste("en", false);
    static final Taste LARGE_ENGLISH = new Taste("en", true);
  }

  private static final Path AXE = Path.of("web/node_modules/axe-core/axe.min.js");

  /** {@code -Dniangjia.images.write=true} takes the pictures of the documentation anew. */
  static final boolean WRITES_IMAGES = Boolean.getBoolean("niangjia.images.write");

  private static final Path IMAGES = Path.of("docs/images");

  /** {@code -Dniangjia.looks=<folder>} keeps a picture of every screen that was looked at. */
  private static final @Nullable String LOOKS = System.getProperty("niangjia.looks");

  /** The rules of WCAG 2.2 at levels A and AA, once every movement has come to rest. */
  private static final String VIOLATIONS =
      """
      async () => {
        const ends = (each) => each.effect.getComputedTiming().endTime !== Infinity
        const moving = document.getAnimations().filter(ends)
        await Promise.all(moving.map((each) => each.finished.catch(() => null)))
        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
        const { violations } = await axe.run(document, { runOnly: rules })
        return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
          `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
      }
      """;

  private static final String TOO_WIDE =
      """
      () => {
        const wide = document.documentElement.clientWidth
        if (document.documentElement.scrollWidth <= wide) return []
        return [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > wide)
          .map((element) => element.outerHTML.slice(0, 160))
      }
      """;

  private final Device device;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private Visitor(int port, Device device, Taste taste, @Nullable String cookies) {
    this.device = device;
    var options =
        new Browser.NewContextOptions()
            .setBaseURL("http://localhost:" + port)
            .setViewportSize(device.width, device.height)
            .setLocale(taste.language().equals("en") ? "en-GB" : "zh-CN")
            .setTimezoneId("Asia/Shanghai")
            .setServiceWorkers(ServiceWorkerPolicy.ALLOW);
    if (cookies != null) {
      options.setStorageState(cookies);
    }
    context = Chromium.browser().newContext(options);
    context.setDefaultTimeout(15_000);
    context.addInitScript(read(AXE));
    context.addInitScript(
        "if (location.protocol.startsWith('http') && !sessionStorage.getItem('taste')) {"
            + "sessionStorage.setItem('taste', 'set');"
            + "localStorage.setItem('niangjia.lang', '%s');".formatted(taste.language())
            + "localStorage.setItem('niangjia.size', '%s') }"
                .formatted(taste.large() ? "big" : "normal"));
    page = context.newPage();
    page.onConsoleMessage(this::hear);
    page.onPageError(error -> complaints.add(error));
  }

  /** Somebody who has not signed in. */
  static Visitor stranger(int port, Device device) {
    return new Visitor(port, device, Taste.CHINESE, null);
  }

  /** Somebody who has. */
  static Visitor signedIn(int port, Device device, Caller caller) {
    return signedIn(port, device, caller, Taste.CHINESE);
  }

  static Visitor signedIn(int port, Device device, Caller caller, Taste taste) {
    return new Visitor(port, device, taste, caller.cookies());
  }

  /** A refusal or a missing network is an answer that the page has to show, not a fault of it. */
  private void hear(ConsoleMessage message) {
    var expected =
        message.text().startsWith("Failed to load resource")
            && message.location().contains("/api/");
    if (message.type().equals("error") && !expected) {
      complaints.add(message.text() + " at " + message.location());
    }
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Visitor go(String path) {
    page.navigate(path);
    return this;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  Locator text(String text) {
    return page.getByText(text).filter(new Locator.FilterOptions().setVisible(true)).first();
  }

  /** Looks at the screen: nothing breaks WCAG and nothing sticks out sideways. */
  Visitor look() {
    if (LOOKS != null) {
      var name = page.url().replaceAll("^https?://[^/]+/|[?#].*$", "").replaceAll("\\W+", "-");
      var file = Path.of(LOOKS, device + "-" + name + "-" + System.nanoTime() + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
    var violations = (List<?>) page.evaluate(VIOLATIONS);
    assertThat(violations).as("axe on " + page.url()).isEmpty();
    var tooWide = (List<?>) page.evaluate(TOO_WIDE);
    assertThat(tooWide).as("sticks out sideways on " + page.url()).isEmpty();
    return this;
  }

  /**
   * Takes a picture for the documentation, when asked for pictures, on the device that it shows.
   */
  Visitor picture(String name, Device shown) {
    if (WRITES_IMAGES && device == shown) {
      page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name)));
    }
    return this;
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the browser complains of").isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Build the pages first: node web/build.mjs", e);
    }
  }
}
