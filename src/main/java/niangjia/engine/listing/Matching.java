package niangjia.engine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.listing.ListingRepository.Rejection;
import niangjia.engine.people.IdNumber;
import niangjia.engine.people.Matches;
import niangjia.engine.people.Phone;
import niangjia.platform.Invalid;
import org.springframework.stereotype.Component;

/** Finds out whom the rows of a file mean, among the people whom the actor sees. */
@Component
class Matching {

  /** Why a row is not taken. */
  enum Fault {
    EMPTY,
    NO_ID_NUMBER,
    NO_PHONE,
    NO_MEMBER_NUMBER,
    UNKNOWN
  }

  /** One row's cell. */
  record Line(int number, String text) {}

  /** Whom the rows mean, and the rows that mean nobody. */
  record Found(Set<UUID> people, List<Rejection> rejections) {}

  private final Matches people;

  Matching(Matches people) {
    this.people = people;
  }

  Found match(ListingRepository.Upload.Kind kind, List<Line> lines) {
    var keys = new HashMap<Line, String>();
    var rejections = new ArrayList<Rejection>();
    for (var line : lines) {
      try {
        keys.put(line, key(kind, line.text()));
      } catch (Invalid | IllegalArgumentException _) {
        rejections.add(rejection(line, fault(kind, line.text())));
      }
    }
    var known = known(kind, new HashSet<>(keys.values()));
    var found = new HashSet<UUID>();
    keys.forEach(
        (line, key) -> {
          var person = known.get(key);
          if (person == null) {
            rejections.add(rejection(line, Fault.UNKNOWN));
          } else {
            found.add(person);
          }
        });
    return new Found(found, rejections);
  }

  private static String key(ListingRepository.Upload.Kind kind, String text) {
    return switch (kind) {
      case ID_NUMBER -> new IdNumber(text).text();
      case PHONE -> new Phone(text).digits();
      case MEMBER -> UUID.fromString(text).toString();
    };
  }

  private Map<String, UUID> known(ListingRepository.Upload.Kind kind, Set<String> keys) {
    return switch (kind) {
      case ID_NUMBER -> people.byIdNumber(keys);
      case PHONE -> people.byPhone(keys);
      case MEMBER -> people.byId(keys);
    };
  }

  private static Fault fault(ListingRepository.Upload.Kind kind, String text) {
    if (text.isBlank()) {
      return Fault.EMPTY;
    }
    return switch (kind) {
      case ID_NUMBER -> Fault.NO_ID_NUMBER;
      case PHONE -> Fault.NO_PHONE;
      case MEMBER -> Fault.NO_MEMBER_NUMBER;
    };
  }

  private static Rejection rejection(Line line, Fault fault) {
    return new Rejection(line.number(), fault.name(), masked(line.text()));
  }

  /** Enough to find the row again, too little to know the number. */
  private static String masked(String text) {
    int shown = Math.min(3, text.length() / 4);
    var hidden = "*".repeat(Math.min(12, text.length() - 2 * shown));
    return text.substring(0, shown) + hidden + text.substring(text.length() - shown);
  }
}
