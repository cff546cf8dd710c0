package niangjia.engine.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where people reach this house: {@code niangjia.address}, or what the request says when that is
 * not set. A passkey is bound to its host, and a provider sends people back to it.
 */
@Component
class Site {

  private final String configured;

  Site(@Value("${niangjia.address:}") String configured) {
    this.configured = configured.strip().replaceAll("/+$", "");
  }

  /** Scheme, host and port, without a path. */
  URI origin(HttpServletRequest request) {
    return configured.isEmpty()
        ? ServletUriComponentsBuilder.fromContextPath(request).build().toUri()
        : URI.create(configured);
  }
}
