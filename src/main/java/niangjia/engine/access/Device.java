package niangjia.engine.access;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The device and the browser of a session, as the user agent names them: enough for its owner to
 * know it again, too little to follow anybody by.
 */
record Device(Kind kind, Browser browser) {

  /** What the browser runs on, the more particular first, for their names contain each other. */
  enum Kind {
    HARMONY("HarmonyOS|OpenHarmony"),
    ANDROID("Android"),
    IPHONE("iPhone"),
    IPAD("iPad"),
    WINDOWS("Windows"),
    MAC("Macintosh"),
    LINUX("Linux|X11"),
    OTHER("");

    private final Pattern mark;

    Kind(String mark) {
      this.mark = Pattern.compile(mark);
    }
  }

  /** The browser, the more particular first: nearly all of them also call themselves Safari. */
  enum Browser {
    WECHAT("MicroMessenger"),
    ALIPAY("AlipayClient"),
    QQ("QQBrowser"),
    UC("UCBrowser|UCWEB"),
    HUAWEI("HuaweiBrowser|ArkWeb"),
    XIAOMI("MiuiBrowser"),
    EDGE("Edg(?:A|iOS)?/"),
    FIREFOX("Firefox/|FxiOS/"),
    CHROME("Chrome/|CriOS/"),
    SAFARI("Safari/"),
    OTHER("");

    private final Pattern mark;

    Browser(String mark) {
      this.mark = Pattern.compile(mark);
    }
  }

  /** Reads a user agent; what it does not name is {@code OTHER}. */
  static Device of(@Nullable String agent) {
    var text = agent == null ? "" : agent;
    return new Device(
        Arrays.stream(Kind.values())
            .filter(kind -> kind.mark.matcher(text).find())
            .findFirst()
            .orElse(Kind.OTHER),
        Arrays.stream(Browser.values())
            .filter(browser -> browser.mark.matcher(text).find())
            .findFirst()
            .orElse(Browser.OTHER));
  }
}
