package niangjia.engine.access;

import java.util.UUID;

/**
 * What happened to somebody's way in, published inside the transaction that did it. Who did it is
 * the actor of the thread.
 */
public sealed interface AccessEvent {

  /** The account that it happened to. */
  UUID account();

  /** An account was made; by nobody else's hand when the house was set up. */
  record AccountMade(UUID account, String username) implements AccessEvent {}

  /** An account was locked. */
  record AccountLocked(UUID account) implements AccessEvent {}

  /** An account was unlocked. */
  record AccountUnlocked(UUID account) implements AccessEvent {}

  /** An account's credentials were voided. */
  record EnrolmentReset(UUID account) implements AccessEvent {}

  /** An account's holder set their credentials. */
  record Enrolled(UUID account) implements AccessEvent {}

  /** A passkey was added to an account by its holder. */
  record PasskeyAdded(UUID account, UUID passkey) implements AccessEvent {}

  /** A passkey was removed by its account's holder. */
  record PasskeyRemoved(UUID account, UUID passkey) implements AccessEvent {}

  /** Somebody signed in. */
  record SessionBegan(UUID account, UUID session) implements AccessEvent {}

  /** A session was ended: signed out, ended from another device, or with its account. */
  record SessionEnded(UUID account, UUID session) implements AccessEvent {}
}
