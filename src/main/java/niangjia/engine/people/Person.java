package niangjia.engine.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One person, without what is sealed.
 *
 * @param path the path of the union that the person belongs to now
 * @param synthetic whether the person was made up for a demonstration
 */
public record Person(Id id, String name, String path, LocalDate bornOn, boolean synthetic) {

  /** A person's identifier: a time-ordered UUID. */
  public record Id(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Id {}

    /** Reads the identifier's text; anything else is an {@link IllegalArgumentException}. */
    public static Id of(String text) {
      return new Id(UUID.fromString(text));
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }
}
