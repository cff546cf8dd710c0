package niangjia.engine.union;

import java.time.Instant;
import java.util.UUID;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;

/**
 * What happened to somebody's duties, published inside the transaction that did it. Who did it is
 * the actor of the thread.
 */
public sealed interface DutyEvent {

  /** The account whose duty it is. */
  UUID account();

  /** The union at which it is held. */
  String path();

  /** A duty was granted, from and, if that is known, until when. */
  record DutyGranted(
      UUID duty, UUID account, Role role, String path, Instant from, @Nullable Instant until)
      implements DutyEvent {}

  /** A duty was ended before its time. */
  record DutyEnded(UUID duty, UUID account, Role role, String path) implements DutyEvent {}
}
