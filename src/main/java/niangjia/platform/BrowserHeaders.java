package niangjia.platform;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Puts the headers that keep a browser honest on every answer, before anything else sees the
 * request: also what the server itself or a filter refuses has them. No answer is kept anywhere
 * unless whoever gives it says otherwise, as the files of the pages do.
 */
final class BrowserHeaders extends ValveBase {

  private static final String PAGE =
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
          + "style-src 'self' 'unsafe-inline'; "
          + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Of data, which no browser may show as a page. */
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  private static final List<String> OF_DATA = List.of("/api/", "/actuator/", "/v3/");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final String ONLY_ENCRYPTED = "max-age=31536000; includeSubDomains";

  BrowserHeaders() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    write(request, response);
    getNext().invoke(request, response);
  }

  /** Writes them; a path that cannot even be read is none of a page. */
  static void write(Request request, Response response) {
    ALWAYS.forEach(response::setHeader);
    var path = request.getDecodedRequestURI();
    boolean page = path != null && OF_DATA.stream().noneMatch(path::startsWith);
    response.setHeader("Content-Security-Policy", page ? PAGE : DATA);
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", ONLY_ENCRYPTED);
    }
  }
}
