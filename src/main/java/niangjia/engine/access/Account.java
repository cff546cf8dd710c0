package niangjia.engine.access;

import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param person whose account it is, for a worker
 * @param name what an officer is called, for staff; workers go by their person's name
 */
public record Account(UUID id, Kind kind, Person.@Nullable Id person, @Nullable Words name) {

  /** Who signs in how. */
  public enum Kind {
    /** A worker, by phone and one-time code. */
    WORKER,
    /** Union staff, by user name, password and one-time password. */
    STAFF
  }
}
