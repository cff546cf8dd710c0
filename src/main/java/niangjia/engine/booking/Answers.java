package niangjia.engine.booking;

import niangjia.platform.Refused;
import org.springframework.http.HttpStatus;

/** Brings answers to the wire. */
final class Answers {

  private Answers() {}

  /** The booking, or the refusal as a problem. */
  static Booking done(Answer answer) {
    return switch (answer) {
      case Answer.Done done -> done.booking();
      case Answer.No no -> throw refused(no);
    };
  }

  /** The problem that tells a refusal. */
  static Refused refused(Answer.No no) {
    var status =
        no.reason() == Answer.Reason.KEY_REUSED
            ? HttpStatus.UNPROCESSABLE_CONTENT
            : HttpStatus.CONFLICT;
    return new Refused(status, no.reason(), no.facts());
  }
}
