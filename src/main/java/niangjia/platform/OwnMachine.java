package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Tells the machine's own calls, which have no limits and may read its figures. */
final class OwnMachine {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  /** Tomcat marks what a declared proxy passed on, and takes its header away. */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  /** What an undeclared one leaves on the request. */
  private static final String HEADER = "X-Forwarded-For";

  private OwnMachine() {}

  static boolean calls(HttpServletRequest request) {
    return LOOPBACK.contains(request.getRemoteAddr())
        && request.getAttribute(FORWARDED) == null
        && request.getHeader(HEADER) == null;
  }
}
