package niangjia.feature.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.casework.Case;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked, beside its case.
 *
 * @param id the case's
 * @param route why it went to the union that got it
 * @param words what they said, null once that is forgotten
 * @param round how often it has been worked, from one
 */
public record Request(
    Case.Id id,
    String path,
    Person.@Nullable Id person,
    Channel channel,
    Route route,
    @Nullable String words,
    @Nullable String place,
    @Nullable Caller caller,
    int round,
    Instant receivedAt) {

  /** How it came. */
  public enum Channel {
    /** From the worker's own phone. */
    APP,
    /** By a call that an officer wrote down. */
    PHONE,
    /** By the code at a station. */
    STATION,
    /** From another hotline. */
    UPSTREAM
  }

  /** Why it went to the union that got it. */
  public enum Route {
    /** It is the worker's own union. */
    OWN_UNION,
    /** The worker's unit has no officers for this: the union above it has. */
    ABOVE_THE_UNIT,
    /** It is hidden from the worker's unit, and went to the union above it. */
    CONFIDENTIAL,
    /** Whoever wrote it down chose the union. */
    CHOSEN
  }

  /** Somebody who called and is not in the register, or called for somebody else. */
  public record Caller(@Nullable String name, @Nullable String phone) {}

  /**
   * A fact with its evidence.
   *
   * @param round of which round
   * @param good reached, solved or satisfied; or not
   * @param by the officer who entered it, null for the worker's own answer
   */
  public record Fact(
      UUID id,
      int round,
      Kind kind,
      boolean good,
      @Nullable UUID by,
      Instant at,
      @Nullable String words) {

    /** What it is a fact of. */
    public enum Kind {
      /** Whether the worker was spoken to. */
      CONTACT,
      /** Whether the matter was solved, and how. */
      RESULT,
      /** Whether the worker is satisfied. */
      ANSWER
    }
  }

  /** Whether a good fact of that kind is there for a round. */
  static boolean has(List<Fact> facts, int round, Fact.Kind kind) {
    return facts.stream().anyMatch(f -> f.round() == round && f.kind() == kind && f.good());
  }
}
