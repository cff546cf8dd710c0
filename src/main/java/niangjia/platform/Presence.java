package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;

/**
 * Who somebody is now, for answers that outlast their request. The engine that knows sessions
 * answers; the platform cannot know it.
 */
public interface Presence {

  /**
   * Whoever sent that request, anew at each asking and from memory: their duties of that moment,
   * nobody once the session has ended. It may be asked after the request is over, on any thread.
   */
  Supplier<Actor> of(HttpServletRequest request);
}
