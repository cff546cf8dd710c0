package niangjia.engine.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Email;
import niangjia.engine.people.Mailbox;
import niangjia.engine.people.Person;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How people want to be told, and where. */
@Service
class Preferences {

  /**
   * What somebody chose.
   *
   * @param offered the channels that this house has
   * @param quiet their hours, or the house's
   * @param failingAt since when mail does not reach the address, null while it does
   */
  record View(
      Choice choice,
      Set<Channel> offered,
      Quiet quiet,
      @Nullable Mailbox mailbox,
      @Nullable Instant failingAt) {}

  private final ChoiceRepository choices;
  private final DeliveryRepository deliveries;
  private final Contacts contacts;
  private final Deliveries.House house;
  private final InstantSource clock;
  private final List<Carrier> carriers;

  Preferences(Deliveries.Ground ground, Contacts contacts, List<Carrier> carriers) {
    this.choices = ground.choices();
    this.deliveries = ground.repository();
    this.house = ground.house();
    this.clock = ground.clock();
    this.contacts = contacts;
    this.carriers = carriers;
  }

  @Transactional(readOnly = true)
  View of(Person.Id person) {
    var choice = choices.of(List.of(person.value())).getOrDefault(person.value(), Choice.NONE);
    var mailbox = contacts.mailbox(person);
    return new View(
        choice,
        offered(),
        house.of(choice),
        mailbox.orElse(null),
        mailbox.flatMap(box -> deliveries.failing(person, Channel.MAIL, box.since())).orElse(null));
  }

  /** Changes what somebody chose; {@link Invalid} for a channel that leads nowhere. */
  @Transactional
  void change(Person.Id person, String path, UnaryOperator<Choice> change) {
    var choice = change.apply(choices.held(person));
    var channels = choice.channels();
    if (!offered().containsAll(channels)) {
      throw new Invalid("channels", "unknown");
    }
    if (channels.contains(Channel.MAIL) && contacts.mailbox(person).isEmpty()) {
      throw new Invalid("address", "required");
    }
    choices.keep(person, path, choice);
    deliveries.reconsider(person, clock.instant());
  }

  /** Keeps a confirmed address and sends there from now on. */
  @Transactional
  void keep(Person.Id person, String path, Email address) {
    contacts.keep(person, address);
    with(person, path, true);
  }

  /** Forgets the address. */
  @Transactional
  void drop(Person.Id person, String path) {
    contacts.drop(person);
    with(person, path, false);
  }

  private void with(Person.Id person, String path, boolean mail) {
    var choice = choices.held(person);
    var channels = EnumSet.noneOf(Channel.class);
    channels.addAll(choice.channels());
    if (mail) {
      channels.add(Channel.MAIL);
    } else {
      channels.remove(Channel.MAIL);
    }
    choices.keep(person, path, new Choice(channels, choice.language(), choice.quiet()));
  }

  private Set<Channel> offered() {
    return carriers.stream()
        .filter(Carrier::given)
        .map(Carrier::channel)
        .collect(Collectors.toUnmodifiableSet());
  }
}
