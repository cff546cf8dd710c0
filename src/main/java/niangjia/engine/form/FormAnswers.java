package niangjia.engine.form;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.attachment.Attachments;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Faults;
import niangjia.platform.Invalid;
import niangjia.platform.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What people begin and send, and what officers read of it. */
@Service
public class FormAnswers {

  /**
   * Answers to a version of a form, from somebody.
   *
   * @param context what else the answers belong to, empty for nothing
   */
  public record Given(
      UUID form, int version, String context, Map<String, @Nullable Object> answers) {}

  private static final int MOST_OWN = 200;

  private final Forms forms;
  private final AnswerRepository repository;
  private final People people;
  private final Attachments attachments;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  FormAnswers(
      Forms forms,
      AnswerRepository repository,
      People people,
      Attachments attachments,
      Clockwork clockwork) {
    this.forms = forms;
    this.repository = repository;
    this.people = people;
    this.attachments = attachments;
    this.transactions = clockwork.transactions();
    this.clock = clockwork.clock();
  }

  /**
   * Sends answers under a key of the sender's making; the same again changes nothing. Faults of the
   * answers come at once, see {@link Forms#check}.
   */
  public Sent.Outcome send(Person.Id person, UUID key, Given given) {
    var path = people.profile(person).path();
    return within(() -> send(person, path, key, given));
  }

  private Sent.Outcome send(Person.Id person, String path, UUID key, Given given) {
    var form = forms.published(given.form());
    var version = published(form, given.version());
    if (version.isEmpty()) {
      return new Sent.Outcome.No(Sent.Reason.VERSION_CHANGED);
    }
    var definition = version.get().definition();
    var values = Forms.check(definition, given.answers());
    var read = FormDefinition.readAnswers(FormDefinition.text(values));
    var at = clock.instant();
    var sent = new Sent(key, form.id(), given.version(), person.value(), path, at, read);
    var earlier = repository.find(key);
    if (earlier.isPresent()) {
      return again(earlier.get(), sent);
    }
    if (!form.covers(path)) {
      return new Sent.Outcome.No(Sent.Reason.OTHER_UNION);
    }
    if (repository.insert(sent, definition)) {
      claim(sent, definition);
      repository.drop(new AnswerRepository.Place(form.id(), person.value(), given.context()));
      return new Sent.Outcome.Taken(sent);
    }
    return repository
        .find(key)
        .map(known -> again(known, sent))
        .orElseGet(() -> new Sent.Outcome.No(whyNot(given, person, definition)));
  }

  /** What was brought belongs to the answer from now on. */
  private void claim(Sent sent, FormDefinition definition) {
    var faults = new Faults();
    for (var field : definition.fields()) {
      if (field.kind() == FormField.Kind.FILE
          && sent.values().get(field.key()) instanceof List<?> keys) {
        var ids = keys.stream().map(key -> UUID.fromString(String.valueOf(key))).toList();
        faults.of(() -> claim(sent, field, ids));
      }
    }
    faults.end();
  }

  private void claim(Sent sent, FormField field, List<UUID> ids) {
    var name = "answers." + field.key();
    var holder = new Attachment.Held(AnswerHolder.KIND, sent.id());
    var claim = new Attachments.Claim(holder, sent.path(), sent.person());
    var files = attachments.claim(claim, ids, name);
    if (!files.stream().allMatch(file -> field.takes(file.type().kind()))) {
      throw new Invalid(name, "otherFile");
    }
  }

  /** The files of answers that the reader may see, by answer. */
  public Map<UUID, List<Attachment.FileCard>> files(Collection<UUID> answers) {
    var found = attachments.of(AnswerHolder.KIND, answers);
    var cards = new HashMap<UUID, List<Attachment.FileCard>>();
    found.forEach((id, files) -> cards.put(id, files.stream().map(Attachment::card).toList()));
    return cards;
  }

  /** Read after the statement that waited, for it may have waited for this very change. */
  private Sent.Reason whyNot(Given given, Person.Id person, FormDefinition definition) {
    var now = forms.published(given.form());
    if (now.closedAt() != null) {
      return Sent.Reason.CLOSED;
    }
    if (!Objects.equals(now.current(), given.version())) {
      return Sent.Reason.VERSION_CHANGED;
    }
    boolean sent =
        definition.once()
            && repository.of(person.value(), MOST_OWN).stream()
                .anyMatch(one -> one.form().equals(given.form()));
    return sent ? Sent.Reason.ALREADY_SENT : Sent.Reason.KEY_USED;
  }

  private static Sent.Outcome again(Sent known, Sent sent) {
    boolean same =
        known.form().equals(sent.form())
            && Objects.equals(known.person(), sent.person())
            && known.version() == sent.version()
            && FormDefinition.text(known.values()).equals(FormDefinition.text(sent.values()));
    return same ? new Sent.Outcome.Taken(known) : new Sent.Outcome.No(Sent.Reason.KEY_USED);
  }

  /**
   * Saves what somebody has begun, right or not; only keys that the form has are kept.
   *
   * @param edit the number that the device knows the draft by, nought to begin one
   */
  public Begun.Outcome save(Person.Id person, int edit, Given given) {
    var path = people.profile(person).path();
    return within(
        () -> {
          var form = forms.published(given.form());
          if (!form.covers(path)) {
            return new Begun.Outcome.No(Sent.Reason.OTHER_UNION, null);
          }
          var version = published(form, given.version());
          if (version.isEmpty() || form.closedAt() != null) {
            var reason = version.isEmpty() ? Sent.Reason.VERSION_CHANGED : Sent.Reason.CLOSED;
            return new Begun.Outcome.No(reason, null);
          }
          var definition = version.get().definition();
          var place = new AnswerRepository.Place(form.id(), person.value(), given.context());
          var kept = known(definition, given.answers());
          var begun = new Begun(given.version(), edit, clock.instant(), kept);
          boolean saved = repository.save(place, path, begun, definition.personal());
          return outcome(saved, place, begun);
        });
  }

  /** A device that sends the same again has lost an answer, and is not behind. */
  private Begun.Outcome outcome(boolean saved, AnswerRepository.Place place, Begun mine) {
    var now = repository.begun(place).orElse(null);
    boolean same =
        now != null
            && now.edit() == mine.edit() + 1
            && FormDefinition.text(now.answers()).equals(FormDefinition.text(mine.answers()));
    return now != null && (saved || same)
        ? new Begun.Outcome.Saved(now)
        : new Begun.Outcome.No(Sent.Reason.SAVED_ELSEWHERE, now);
  }

  private static Map<String, @Nullable Object> known(
      FormDefinition definition, Map<String, @Nullable Object> answers) {
    var kept = new LinkedHashMap<String, @Nullable Object>();
    for (var field : definition.fields()) {
      if (answers.get(field.key()) != null) {
        kept.put(field.key(), answers.get(field.key()));
      }
    }
    return kept;
  }

  /** A version that is or was in force; a draft cannot be answered. */
  private Optional<Form.Version> published(Form form, int number) {
    return Objects.equals(form.current(), number)
        ? Optional.of(forms.version(form.id(), number))
        : earlier(form, number);
  }

  /** An earlier version is read, so that what was sent to it can be sent again. */
  private Optional<Form.Version> earlier(Form form, int number) {
    var current = form.current();
    return current == null || number < 1 || number > current
        ? Optional.empty()
        : Optional.of(forms.version(form.id(), number));
  }

  /** What the person has begun there. */
  public Optional<Begun> begun(Person.Id person, UUID form, String context) {
    var place = new AnswerRepository.Place(form, person.value(), context);
    return within(() -> repository.begun(place));
  }

  /** What the person sent, newest first. */
  public List<Sent> of(Person.Id person) {
    return within(() -> repository.of(person.value(), MOST_OWN));
  }

  /** The answers to a form, newest first; for officers of its union. */
  public Page<Sent> page(UUID form, @Nullable UUID after, int limit) {
    return within(
        () -> {
          forms.inScope(form);
          var rows = repository.page(form, after, limit + 1);
          var total = repository.count(List.of(form)).getOrDefault(form, 0L);
          return Page.cut(rows, limit, total, sent -> sent.id().toString());
        });
  }

  /** How many answers those forms have, as far as the officer sees them. */
  Map<UUID, Long> count(Collection<UUID> all) {
    return within(() -> repository.count(all));
  }

  private <T> T within(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }
}
