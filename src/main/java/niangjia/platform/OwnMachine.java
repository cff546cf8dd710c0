package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Tells the machine's own calls, which have no limits and may read its figures. */
final class OwnMachine {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  /** Tomcat marks what a proxy passed on; the address is then only what a header says. */
  private static final String FORWARDED = "org.apache.tomcat.request.forwarded";

  private OwnMachine() {}

  static boolean calls(HttpServletRequest request) {
    return LOOPBACK.contains(request.getRemoteAddr()) && request.getAttribute(FORWARDED) == null;
  }
}
