package niangjia.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * The business says no, on the way to the wire: a service answers with a sealed value, and its
 * controller throws this where the value is a refusal. The text is the message {@code
 * <module>.<REASON>}.
 */
public final class Refused extends RuntimeException {

  private final Enum<?> reason;
  private final HttpStatus status;
  private final Map<String, Object> facts;

  /**
   * @param reason why; its name goes on the wire
   * @param facts what the caller needs to know besides, for example when the offering opens
   */
  public Refused(Enum<?> reason, Map<String, ?> facts) {
    this(HttpStatus.CONFLICT, reason, facts);
  }

  /** A refusal with another status than 409. */
  public Refused(HttpStatus status, Enum<?> reason, Map<String, ?> facts) {
    super(reason.name(), null, false, false);
    this.status = status;
    this.reason = reason;
    this.facts = new LinkedHashMap<>(facts);
  }

  Enum<?> reason() {
    return reason;
  }

  HttpStatus status() {
    return status;
  }

  Map<String, Object> facts() {
    return facts;
  }

  /** The message's key: the module that declares the reason, then its name. */
  String messageKey() {
    var name = reason.getDeclaringClass().getPackageName();
    return name.substring(name.lastIndexOf('.') + 1) + "." + reason.name();
  }
}
