package niangjia.security;

import java.util.regex.Pattern;
import niangjia.api.Call;

/**
 * A sound request for tools to spoil.
 *
 * @param name method and path as the description has them
 */
record Target(String name, Call call) {

  /** What a path names: an identifier, or a code that is printed on paper. */
  private static final Pattern NAMED = Pattern.compile("/[^/?]*\\d[^/?]*(?=/|\\?|$)");

  private static final Pattern VALUE = Pattern.compile("([?&][^=&]+=[^&]*)");

  /**
   * A value in JSON, after its field's name or in a list: a text without its end, or a plain word.
   */
  private static final Pattern LEAF =
      Pattern.compile("(?<=:|\\[|,)(\"[^\"]*(?=\"[,\\]}])|-?\\d[\\d.]*|true|false|null)");

  /** How many values of the request can be spoiled. */
  long values() {
    var text = call.body();
    long inBody =
        text.startsWith("{") ? LEAF.matcher(text).results().count() : text.isEmpty() ? 0 : 1;
    return NAMED.matcher(path()).results().count()
        + VALUE.matcher(query()).results().count()
        + inBody;
  }

  /**
   * The request as it goes over the wire, each value that can be spoiled marked with a star. Who
   * asks is added on the way.
   */
  String marked(String host) {
    var named = name.contains("{") ? NAMED.matcher(path()).replaceAll("$0*") : path();
    var line = named + VALUE.matcher(query()).replaceAll("$1*");
    var text =
        new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(call.method(), line, host));
    if (!call.body().isEmpty()) {
      text.append("Content-Type: ")
          .append(call.headers().getOrDefault("Content-Type", "application/json"))
          .append("\r\n");
    }
    if (call.headers().containsKey(Relay.KEY)) {
      text.append(Relay.KEY).append(": x\r\n");
    }
    return text + "\r\n" + body();
  }

  private String body() {
    var body = call.body();
    if (body.isEmpty()) {
      return body;
    }
    return body.startsWith("{") ? LEAF.matcher(body).replaceAll("$0*") : body + "*";
  }

  private String path() {
    return call.path().split("\\?", 2)[0];
  }

  private String query() {
    return call.path().substring(path().length());
  }
}
