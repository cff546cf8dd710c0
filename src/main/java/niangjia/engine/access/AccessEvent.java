package niangjia.engine.access;

import java.util.UUID;

/**
 * What happened to somebody's way in, published inside the transaction that did it. Who did it is
 * the actor of the thread.
 */
public sealed interface AccessEvent {

  /** The account that it happened to. */
  UUID account();

  /** Somebody signed in. */
  record SessionBegan(UUID account, UUID session) implements AccessEvent {}

  /** A session was ended: signed out, ended from another device, or with its account. */
  record SessionEnded(UUID account, UUID session) implements AccessEvent {}
}
