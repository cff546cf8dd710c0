package niangjia.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine's own Chromium, started once for all tests. */
final class Chromium {

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private static final Playwright PLAYWRIGHT = Playwright.create();
  private static final Browser BROWSER = launch();

  private Chromium() {}

  static Browser browser() {
    return BROWSER;
  }

  static Playwright playwright() {
    return PLAYWRIGHT;
  }

  private static Browser launch() {
    if (Chromium.class.getResource("/static/index.html") == null) {
      throw new IllegalStateException("The pages are not built: run node web/build.mjs");
    }
    var program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("There is no Chromium in /usr/bin"));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(PLAYWRIGHT::close));
    return PLAYWRIGHT
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(QUIET));
  }
}
