package niangjia.engine.form;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The forms that unions ask of workers, over HTTP. */
@RestController
@RequestMapping("/api/form/forms")
class FormController {

  private final Forms forms;
  private final FormRepository repository;
  private final FormAnswers answers;
  private final People people;
  private final Unions unions;
  private final TransactionOperations transactions;

  FormController(
      Forms forms, FormRepository repository, FormAnswers answers, People people, Sight sight) {
    this.forms = forms;
    this.repository = repository;
    this.answers = answers;
    this.people = people;
    this.unions = sight.unions();
    this.transactions = sight.transactions();
  }

  /** A form in a list. */
  record FormCard(UUID id, Words title, Union union, boolean open, @Nullable Instant sentAt) {}

  /** Answers that were sent, with the version that they answer. */
  record SentView(
      UUID id,
      int version,
      Instant sentAt,
      FormDefinition definition,
      Map<String, ?> answers,
      List<Attachment.FileCard> files) {}

  /** A draft of one's own. */
  record BegunView(int version, int edit, Instant savedAt, Map<String, ?> answers) {

    static BegunView of(Begun begun) {
      return new BegunView(begun.version(), begun.edit(), begun.savedAt(), begun.answers());
    }
  }

  /**
   * A form to be filled in.
   *
   * @param takes whether it takes an answer of the reader's now
   */
  record FormOpened(
      UUID id,
      Union union,
      int version,
      FormDefinition definition,
      boolean takes,
      @Nullable BegunView draft,
      List<SentView> sent) {}

  /** Answers on their way. */
  record AnswersGiven(
      @Min(1) int version,
      @Nullable @Size(max = 60) String context,
      @NotNull @Size(max = 500) Map<String, @Nullable Object> answers) {

    private FormAnswers.Given to(UUID form) {
      return new FormAnswers.Given(form, version, context == null ? "" : context, answers);
    }
  }

  /** What was begun, and the number that the device knows it by. */
  record AnswersBegun(@Min(0) int edit, @NotNull @Valid AnswersGiven given) {}

  /** The forms that the reader's unions ask, and those that they answered. */
  @GetMapping
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<FormCard> all() {
    var profile = people.profile(self());
    var sent = new HashMap<UUID, Instant>();
    answers.of(self()).forEach(one -> sent.putIfAbsent(one.form(), one.at()));
    var found =
        Objects.requireNonNull(
            transactions.execute(
                _ -> repository.askedOf(profile.path(), sent.keySet(), Forms.MOST)));
    var shown = forms.shown(found.stream().map(Form::id).toList());
    return found.stream()
        .map(
            form ->
                new FormCard(
                    form.id(),
                    Objects.requireNonNull(shown.get(form.id())).definition().title(),
                    unions.nearest(form.path()),
                    form.closedAt() == null,
                    sent.get(form.id())))
        .toList();
  }

  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "form")
  FormOpened one(
      @PathVariable UUID id, @RequestParam(defaultValue = "") @Size(max = 60) String context) {
    var form = forms.published(id);
    int current = Objects.requireNonNull(form.current());
    var definition = forms.version(id, current).definition();
    var sent = answers.of(self()).stream().filter(one -> one.form().equals(id)).toList();
    boolean mayStill = !definition.once() || sent.isEmpty();
    return new FormOpened(
        id,
        unions.nearest(form.path()),
        current,
        definition,
        form.closedAt() == null && mayStill && form.covers(people.profile(self()).path()),
        answers.begun(self(), id, context).map(BegunView::of).orElse(null),
        views(sent));
  }

  /** Keeps what was typed so far. */
  @PutMapping("/{id}/draft")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "form")
  BegunView save(@PathVariable UUID id, @RequestBody @Valid AnswersBegun begun) {
    return switch (answers.save(self(), begun.edit(), begun.given().to(id))) {
      case Begun.Outcome.Saved saved -> BegunView.of(saved.begun());
      case Begun.Outcome.No no -> throw behind(no, begun);
    };
  }

  /** Both are shown, so that their writer decides. */
  private static Refused behind(Begun.Outcome.No no, AnswersBegun mine) {
    var theirs = no.theirs();
    var facts = new HashMap<String, Object>();
    facts.put("mine", mine.given().answers());
    if (theirs != null) {
      facts.put("theirs", BegunView.of(theirs));
    }
    return new Refused(no.reason(), facts);
  }

  /** Sends the answers; the same key again changes nothing. */
  @PostMapping("/{id}/answers")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "form")
  SentView send(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid AnswersGiven given) {
    return switch (answers.send(self(), key, given.to(id))) {
      case Sent.Outcome.Taken taken -> views(List.of(taken.sent())).getFirst();
      case Sent.Outcome.No(var reason) when reason == Sent.Reason.KEY_USED ->
          throw new Refused(HttpStatus.UNPROCESSABLE_CONTENT, reason, Map.of());
      case Sent.Outcome.No(var reason) -> throw new Refused(reason, Map.of());
    };
  }

  private List<SentView> views(List<Sent> all) {
    var files = answers.files(all.stream().map(Sent::id).toList());
    return all.stream()
        .map(
            sent ->
                new SentView(
                    sent.id(),
                    sent.version(),
                    sent.at(),
                    forms.version(sent.form(), sent.version()).definition(),
                    sent.values(),
                    files.getOrDefault(sent.id(), List.of())))
        .toList();
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
