package niangjia.engine.people;

import java.util.Collection;
import java.util.Map;
import niangjia.platform.NotFound;
import org.springframework.stereotype.Service;

/** The people whom unions serve. */
@Service
public class People {

  /**
   * What services need to know of a person, from memory; read once as the system when it is not
   * there. It does not ask who is looking: callers check their own scope. {@link NotFound} when
   * there is no such person.
   */
  public Profile profile(Person.Id id) {
    throw new NotFound();
  }

  /**
   * The profiles of many people, those that do not exist left out; one query for all that are not
   * in memory.
   */
  public Map<Person.Id, Profile> profiles(Collection<Person.Id> ids) {
    return Map.of();
  }

  /** A name as strangers may see it: 王*强, 李*. */
  public static String masked(String name) {
    int first = name.offsetByCodePoints(0, Math.min(1, name.codePointCount(0, name.length())));
    int count = name.codePointCount(0, name.length());
    return count <= 2
        ? name.substring(0, first) + "*"
        : name.substring(0, first) + "*" + name.substring(name.offsetByCodePoints(0, count - 1));
  }
}
