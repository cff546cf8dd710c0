package niangjia.engine.rights;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Refused;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people agreed to (单独同意): each purpose by itself, in a version that they read, and taken back
 * as easily as given. Whoever needs it asks each time, so a withdrawal counts from the next
 * question on.
 */
@Service
public class Consents {

  /** Why an answer is not taken. */
  enum Reason {
    /** There is a newer text than the one that was read. */
    NEWER_TEXT,
    /** Nobody is asked for this yet. */
    NOTHING_TO_AGREE_TO
  }

  /** How an answer came. */
  enum Channel {
    /** The person gave it in the app. */
    APP,
    /** The person signed a form, and an officer wrote it down. */
    PAPER
  }

  /** Where somebody stands to a purpose. */
  enum State {
    NOT_ASKED,
    GIVEN,
    WITHDRAWN,
    /** Given to a version that counts no longer; until they answer it is not given. */
    ASKED_AGAIN
  }

  /** An answer to be written down. */
  record Answer(Person.Id person, String path, Purpose purpose, int version, boolean given) {}

  /** One answer of somebody's, numbered from 1 for each purpose. */
  record Answered(
      Purpose purpose, int number, int version, boolean given, Channel channel, Instant at) {}

  /**
   * A purpose as it stands for one person.
   *
   * @param current the newest version
   * @param news the versions since their last answer, the newest first; none before they answered
   * @param history their answers, the latest first
   */
  record Standing(
      ConsentText current, State state, List<ConsentText> news, List<Answered> history) {}

  private final ConsentRepository repository;
  private final ConsentTextRepository texts;
  private final TransactionTemplate writing;
  private final TransactionTemplate reading;
  private final InstantSource clock;

  Consents(
      ConsentRepository repository,
      ConsentTextRepository texts,
      PlatformTransactionManager transactions,
      InstantSource clock) {
    this.repository = repository;
    this.texts = texts;
    this.clock = clock;
    this.writing = new TransactionTemplate(transactions);
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Whether this person's data may be used for that now; asked of the database each time. */
  public boolean given(Person.Id person, Purpose purpose) {
    return given(List.of(person), purpose).contains(person);
  }

  /**
   * Those of the people whose data may be used for that now; read as the system, so it does not
   * depend on who asks. One statement for all of them: a page at a time.
   */
  public Set<Person.Id> given(Collection<Person.Id> people, Purpose purpose) {
    var ids = people.stream().map(Person.Id::value).distinct().toList();
    var found = Actor.asSystem(() -> reading.execute(_ -> repository.given(ids, purpose)));
    var given = new HashSet<Person.Id>();
    Objects.requireNonNull(found).forEach(id -> given.add(new Person.Id(id)));
    return given;
  }

  /** Where somebody stands to each purpose with a text, as far as the actor sees it. */
  List<Standing> of(Person.Id person) {
    var found = reading.execute(_ -> standings(texts.all(), repository.of(person)));
    return Objects.requireNonNull(found);
  }

  private static List<Standing> standings(List<ConsentText> all, List<Answered> answers) {
    return Arrays.stream(Purpose.values())
        .flatMap(
            purpose -> {
              var published =
                  all.stream()
                      .filter(text -> text.purpose() == purpose && text.version() != null)
                      .toList();
              var own = answers.stream().filter(one -> one.purpose() == purpose).toList();
              return published.isEmpty()
                  ? Stream.<Standing>empty()
                  : Stream.of(standing(published, own));
            })
        .toList();
  }

  private static Standing standing(List<ConsentText> published, List<Answered> answers) {
    if (answers.isEmpty()) {
      return new Standing(published.getFirst(), State.NOT_ASKED, List.of(), answers);
    }
    var last = answers.getFirst();
    var news = published.stream().filter(text -> text.number() > last.version()).toList();
    var state =
        !last.given()
            ? State.WITHDRAWN
            : news.stream().anyMatch(ConsentText::asksAgain) ? State.ASKED_AGAIN : State.GIVEN;
    return new Standing(published.getFirst(), state, news, answers);
  }

  /**
   * Writes down that somebody agrees or takes it back. Agreeing is to the newest text only, which
   * they have to have seen; taking back always works.
   */
  void answer(Answer answer, Channel channel) {
    writing.executeWithoutResult(
        _ -> {
          repository.lock(answer.person(), answer.purpose());
          int current =
              texts
                  .current(answer.purpose())
                  .orElseThrow(() -> new Refused(Reason.NOTHING_TO_AGREE_TO, Map.of()));
          if (answer.given() && answer.version() != current) {
            throw new Refused(Reason.NEWER_TEXT, Map.of("version", current));
          }
          var said =
              new Answer(answer.person(), answer.path(), answer.purpose(), current, answer.given());
          repository.write(said, channel, clock.instant());
          Deed.sum(
              "%s version=%d %s %s"
                  .formatted(
                      answer.purpose(), current, answer.given() ? "given" : "withdrawn", channel));
        });
  }
}
