package niangjia.fuzz;

import java.util.Map;

/**
 * One bad request.
 *
 * @param role whose session it is sent with, empty for nobody's
 */
@SuppressWarnings("ArrayRecordComponent")
record Shot(String role, String method, String path, Map<String, String> headers, byte[] body) {

  private static final int SHOWN = 160;

  @Override
  public String toString() {
    var text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
    return "%s %s %s %s %s"
        .formatted(role, method, cut(path), headers, cut(text))
        .replaceAll("\\p{Cntrl}", "?");
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
