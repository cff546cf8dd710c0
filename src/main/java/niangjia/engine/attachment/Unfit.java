package niangjia.engine.attachment;

import java.util.Map;
import niangjia.engine.attachment.Attachments.Reason;

/** A file that is not taken, on its way from whoever looked into it. */
final class Unfit extends RuntimeException {

  private final Reason reason;
  private final Map<String, Object> facts;

  Unfit(Reason reason) {
    this(reason, Map.of());
  }

  Unfit(Reason reason, Map<String, Object> facts) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.facts = Map.copyOf(facts);
  }

  Reason reason() {
    return reason;
  }

  Map<String, Object> facts() {
    return facts;
  }
}
