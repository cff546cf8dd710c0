package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** A gatekeeper that lets everybody through, to see that the matrix finds it. */
public final class OpenGate extends Gatekeeper {

  private static final int NO_LIMIT = 1_000_000;

  OpenGate() {
    super(NO_LIMIT, NO_LIMIT);
  }

  /** Puts it into an application in place of the real one. */
  public static ApplicationContextInitializer<GenericApplicationContext> instead() {
    return context ->
        context.registerBean(
            "openGate", OpenGate.class, OpenGate::new, definition -> definition.setPrimary(true));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    return true;
  }
}
