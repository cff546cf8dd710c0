package niangjia.engine.notice;

import java.time.Instant;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Words;

/**
 * Something to tell a person.
 *
 * @param path the union in whose name it is told
 * @param subject what it leads to: an offering or a booking
 * @param title of what it is about
 * @param at the instant it is about, when something opens, begins or expires
 * @param dueAt from when it shows
 */
public record Notice(
    Person.Id person,
    String path,
    Kind kind,
    UUID subject,
    Words title,
    Instant at,
    Instant dueAt) {

  /** What it tells. */
  public enum Kind {
    /** An offering opens soon, and the person asked to be told. */
    OPENING,
    /** A place came free and is kept until an instant. */
    OFFER,
    /** A booked session is tomorrow. */
    TOMORROW,
    /** The union had to take a booking back. */
    REVOKED;

    /** Whether it may wake somebody for whom the morning is too late. */
    boolean mayWake() {
      return this == OFFER;
    }
  }

  /** What makes it the same message, told once. */
  String occasion() {
    return kind + ":" + subject + ":" + person + ":" + (kind == Kind.OFFER ? at : "");
  }
}
