package niangjia.engine.booking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Makes the signed lists that gates take along to where there is no network. */
@Service
class GateLists {

  private static final String PREFIX = "NJL1.";
  private static final int MOST = 20_000;
  private static final int CHOICES = 50;
  private static final int SALT = 16;
  private static final int HASH = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final GateBook book;
  private final Vouchers vouchers;
  private final People people;
  private final InstantSource clock;
  private final JsonMapper json;
  private final SecureRandom random = new SecureRandom();

  GateLists(GateBook book, Vouchers vouchers, People people, InstantSource clock, JsonMapper json) {
    this.book = book;
    this.vouchers = vouchers;
    this.people = people;
    this.clock = clock;
    this.json = json;
  }

  /** The offerings that the actor's gates hand out now or later, the next session first. */
  List<GateList.Choice> choices() {
    var paths = Actor.current().paths(Role.GATE, Role.OFFICER);
    return book.running(paths, CHOICES).stream()
        .map(
            offering ->
                new GateList.Choice(
                    offering.id(),
                    offering.title(),
                    offering.places().stream().map(PlaceView::of).toList()))
        .toList();
  }

  /** The list of an offering, as it stands now. */
  GateList.Signed sign(Offering.Id id) {
    var offering = book.offering(id);
    Actor.current().require(offering.path(), Role.GATE, Role.OFFICER);
    var text = json.writeValueAsString(list(offering));
    var signature = vouchers.sign((PREFIX + text).getBytes(StandardCharsets.UTF_8));
    return new GateList.Signed(
        text, ENCODER.encodeToString(signature), ENCODER.encodeToString(vouchers.publicKey()));
  }

  private GateList list(Offering offering) {
    var now = clock.instant();
    var valid = book.valid(offering.id(), MOST + 1);
    if (valid.size() > MOST) {
      throw new Invalid("offering", "tooLong", MOST);
    }
    var bytes = new byte[SALT];
    random.nextBytes(bytes);
    var salt = ENCODER.encodeToString(bytes);
    var holders =
        people.profiles(
            valid.stream().map(RedemptionRepository.Valid::person).collect(Collectors.toSet()));
    var places = new HashMap<Place.Id, Integer>();
    offering.places().forEach(place -> places.put(place.id(), places.size()));
    var entries = valid.stream().map(one -> entry(one, salt, holders, places)).toList();
    return new GateList(
        offering.id(),
        offering.title(),
        salt,
        now,
        offering.places().stream().map(PlaceView::of).toList(),
        entries);
  }

  private static GateList.Entry entry(
      RedemptionRepository.Valid one,
      String salt,
      Map<Person.Id, Profile> holders,
      Map<Place.Id, Integer> places) {
    var holder = holders.get(one.person());
    return new GateList.Entry(
        hash(salt, one.id().value().toString()),
        hash(salt, one.code()),
        holder == null ? "" : People.masked(holder.name()),
        places.getOrDefault(one.place(), 0),
        one.used());
  }

  private static String hash(String salt, String text) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + text).getBytes(StandardCharsets.UTF_8));
      return ENCODER.encodeToString(Arrays.copyOf(hash, HASH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
