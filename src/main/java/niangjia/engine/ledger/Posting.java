package niangjia.engine.ledger;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What became of transfers that somebody asked for together: all of them, or none. */
public sealed interface Posting {

  /** They are posted, now or at an earlier try with the same keys. */
  record Done(List<Transfer> transfers) implements Posting {

    public Done {
      transfers = List.copyOf(transfers);
    }
  }

  /**
   * None is posted.
   *
   * @param transfer the first that cannot be
   * @param facts what holds now
   */
  record No(Reason reason, UUID transfer, Map<String, Object> facts) implements Posting {

    public No {
      facts = Map.copyOf(facts);
    }
  }

  /** Why nothing is posted, and which constraint of the database says the same. */
  enum Reason {
    /** There is not so much on the account. */
    OVERDRAWN("never_overdrawn"),
    /** The day lies in a closed period of one of the two unions. */
    PERIOD_CLOSED("period_is_open"),
    /** A day that has not come. */
    NOT_YET(null),
    /** The key was used for something else. */
    KEY_REUSED("transfer_pkey"),
    /** An account is not there, or not for the asker to see. */
    NO_SUCH_ACCOUNT("account_of_its_unit"),
    /** Amounts do not go from the one to the other. */
    NO_SUCH_MOVE(null),
    /** It was taken back before. */
    REVERSED_ALREADY("reversed_once"),
    /** What takes back does not mirror what it takes back, or takes back a taking back. */
    NO_MIRROR("mirrors_its_original");

    private final @Nullable String constraint;

    Reason(@Nullable String constraint) {
      this.constraint = constraint;
    }

    @Nullable String constraint() {
      return constraint;
    }
  }

  /** The transfers, where a refusal is to go on the wire. */
  default List<Transfer> orRefuse() {
    return switch (this) {
      case Done done -> done.transfers();
      case No no ->
          throw new Refused(
              no.reason() == Reason.KEY_REUSED
                  ? HttpStatus.UNPROCESSABLE_CONTENT
                  : HttpStatus.CONFLICT,
              no.reason(),
              no.facts());
    };
  }
}
