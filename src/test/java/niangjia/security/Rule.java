package niangjia.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is demanded of every answer, whatever was asked and by whomever it is given. */
final class Rule {

  /** Headers of every answer, and what is in them. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy", "frame-ancestors 'none'",
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY",
          "referrer-policy", "same-origin",
          "permissions-policy", "payment=()",
          "cross-origin-opener-policy", "same-origin",
          "cross-origin-resource-policy", "same-origin");

  private Rule() {}

  static int status(String head) {
    var words = head.split(" ", 3);
    return words.length > 1 && words[1].length() >= 3
        ? Integer.parseInt(words[1].substring(0, 3))
        : 0;
  }

  /**
   * What is wrong with an answer.
   *
   * @param path that was asked for
   * @param head status line and headers as they came
   */
  static List<String> faults(String path, String head) {
    var faults = new ArrayList<String>();
    int status = status(head);
    if (status == 0 || (status >= 500 && status != 503)) {
      faults.add("status " + status + " of " + path);
    }
    var headers = new HashMap<String, String>();
    head.lines()
        .skip(1)
        .forEach(
            line -> {
              var cut = line.split(":", 2);
              headers.put(cut[0].toLowerCase(Locale.ROOT), cut[cut.length - 1].strip());
            });
    HEADERS.forEach(
        (name, value) -> {
          if (!headers.getOrDefault(name, "").contains(value)) {
            faults.add("%s: %s".formatted(name, headers.getOrDefault(name, "missing")));
          }
        });
    var kept = headers.getOrDefault("cache-control", "missing");
    boolean file = status == 200 || status == 304;
    boolean sound =
        kept.contains("no-store")
            || (file && !path.startsWith("/api/") && kept.matches("no-cache|max-age=\\d+.*"));
    if (!sound) {
      faults.add("cache-control: " + kept);
    }
    return faults;
  }
}
