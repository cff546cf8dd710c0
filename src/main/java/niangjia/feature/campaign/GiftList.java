package niangjia.feature.campaign;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The people whom one union gives to in a campaign (慰问名单).
 *
 * @param filledBy whoever put people on it last, who does not approve it
 * @param line the budget line that pays, known once it is approved
 * @param hash of the approved list, SM3 over whom it names and with how much
 */
@SuppressWarnings("ArrayRecordComponent")
public record GiftList(
    UUID id,
    UUID campaign,
    String path,
    String title,
    State state,
    Instant openedAt,
    @Nullable Instant filledAt,
    @Nullable UUID filledBy,
    @Nullable UUID line,
    @Nullable Instant approvedAt,
    @Nullable UUID approvedBy,
    byte @Nullable [] hash) {

  /** Where it stands. */
  public enum State {
    /** People come and go. */
    DRAFT,
    /** Approved and frozen; its amount is promised. */
    APPROVED
  }
}
