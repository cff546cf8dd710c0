package niangjia.feature.request;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.attachment.Attachments;
import niangjia.engine.casework.Act;
import niangjia.engine.casework.Case;
import niangjia.engine.casework.CaseMoved;
import niangjia.engine.casework.Cases;
import niangjia.engine.casework.Outcome;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Takes requests in, and keeps the three facts that their answer stands on. */
@Service
public class Requests {

  /** The case type of requests. */
  public static final String TYPE = "request";

  /** The kind under which requests hold files. */
  static final String HOLDER = "request";

  /**
   * What is asked.
   *
   * @param key of the asker's making; it becomes the case's id
   * @param person whose matter it is, null for a caller who is not in the register
   * @param union the path of the union that is to have it, null to find the right one
   * @param files attachments that the asker has brought
   */
  public record Asked(
      UUID key,
      Person.@Nullable Id person,
      @Nullable String union,
      Request.Channel channel,
      Saying saying,
      Request.@Nullable Caller caller,
      List<UUID> files) {}

  /** What they say. */
  public record Saying(
      String category,
      String words,
      @Nullable String place,
      boolean urgent,
      boolean confidential) {}

  /** Why a step of a request is not taken. */
  public enum Reason {
    /** The worker has to be spoken to before an answer is entered. */
    NOT_CONTACTED
  }

  /** What came of entering a fact. */
  public sealed interface Entered {

    /** It stands. */
    record Done(Case now) implements Entered {}

    /** The case does not allow it. */
    record Held(Outcome.Reason reason) implements Entered {}

    /** The request does not. */
    record No(Reason reason) implements Entered {}
  }

  private record Sent(String path, Request.Route route, boolean veiled) {}

  private static final int SUBJECT = 40;

  private final RequestRepository repository;
  private final Cases cases;
  private final Attachments attachments;
  private final Register register;
  private final TransactionOperations transactions;

  /** Who is who and where. */
  @Component("requestRegister")
  record Register(People people, Unions unions, InstantSource clock) {}

  Requests(
      RequestRepository repository,
      Cases cases,
      Attachments attachments,
      Register register,
      TransactionOperations transactions) {
    this.repository = repository;
    this.cases = cases;
    this.attachments = attachments;
    this.register = register;
    this.transactions = transactions;
  }

  /** Takes a request in; the same again under its key changes nothing. */
  public Case ask(Asked asked) {
    var files = asked.files();
    if (!files.isEmpty() && within(() -> attachments.all(files)).size() < files.size()) {
      throw new Invalid("files", "fileGone");
    }
    var actor = Actor.current();
    var sent = route(asked);
    var saying = asked.saying();
    var opening =
        new Cases.Opening(
            new Case.Id(asked.key()),
            TYPE,
            sent.path(),
            asked.person(),
            saying.category(),
            subject(saying.words()),
            saying.urgent(),
            sent.veiled());
    return Actor.asSystem(() -> within(() -> enter(asked, opening, sent.route(), actor)));
  }

  private Case enter(Asked asked, Cases.Opening opening, Request.Route route, Actor actor) {
    var made = cases.open(opening, actor);
    var saying = asked.saying();
    var request =
        new Request(
            made.id(),
            made.path(),
            asked.person(),
            asked.channel(),
            route,
            saying.words(),
            saying.place(),
            asked.caller(),
            1,
            register.clock().instant());
    if (repository.insert(request)) {
      var person = asked.person();
      var holder = new Attachment.Held(HOLDER, made.id().value());
      var claim =
          new Attachments.Claim(holder, made.path(), person == null ? null : person.value());
      actor.doing(() -> attachments.claim(claim, asked.files(), "files"));
    }
    return made;
  }

  /** Which union gets it, and why. */
  private Sent route(Asked asked) {
    var person = asked.person();
    var chosen = asked.union();
    if (chosen != null) {
      Actor.current().require(chosen, Role.OFFICER);
    }
    if (person == null) {
      if (chosen == null) {
        throw new Invalid("union", "required");
      }
      return new Sent(chosen, Request.Route.CHOSEN, false);
    }
    var own = register.people().profile(person).path();
    if (asked.saying().confidential()) {
      return new Sent(own, Request.Route.CONFIDENTIAL, true);
    }
    if (chosen != null) {
      return new Sent(chosen, Request.Route.CHOSEN, false);
    }
    var union = register.unions().nearest(own);
    boolean unit = union.kind() == Union.Kind.ENTERPRISE || union.kind() == Union.Kind.FEDERATION;
    var above =
        unit ? register.unions().above(union.path()).map(Union::path) : Optional.<String>empty();
    return above
        .map(path -> new Sent(path, Request.Route.ABOVE_THE_UNIT, false))
        .orElseGet(() -> new Sent(union.path(), Request.Route.OWN_UNION, false));
  }

  private static String subject(String words) {
    var line = words.strip().lines().findFirst().orElse("").strip();
    return line.length() <= SUBJECT ? line : line.substring(0, SUBJECT - 1) + "…";
  }

  /** The request of a case, for those who see it. */
  public Request get(Case.Id id) {
    var seen = cases.get(id);
    return within(() -> repository.find(seen.id()).orElseThrow(NotFound::new));
  }

  /** Its facts, in order; for the same people. */
  public List<Request.Fact> facts(Case.Id id) {
    return within(() -> repository.facts(id));
  }

  /** What its asker brought along. */
  public List<Attachment> files(Case.Id id) {
    return attachments.of(new Attachment.Held(HOLDER, id.value()));
  }

  /** The cases that came from a phone, as far as the officer sees them. */
  List<Case> from(Phone phone, int limit) {
    return within(
        () ->
            repository.of(phone, limit).stream()
                .map(this::seen)
                .flatMap(Optional::stream)
                .toList());
  }

  private Optional<Case> seen(Case.Id id) {
    try {
      return Optional.of(cases.get(id));
    } catch (NotFound e) {
      return Optional.empty();
    }
  }

  /**
   * Enters that the worker was spoken to, or could not be; for whoever holds the case.
   *
   * @param seen the version of the case that was read
   */
  public Entered contact(Case.Id id, UUID key, int seen, boolean reached, String words) {
    return staff(
        id,
        request -> {
          var task = cases.get(id).task();
          if (task == null || !Objects.equals(task.holder(), Actor.current().account())) {
            var why = task == null ? Outcome.Reason.CASE_CLOSED : Outcome.Reason.HELD_BY_ANOTHER;
            return new Entered.Held(why);
          }
          var outcome = cases.act(id, key, seen, new Act.Write(words, false));
          return done(outcome, () -> fact(request, key, Request.Fact.Kind.CONTACT, reached, words));
        });
  }

  /** Enters the answer, and whether it solves the matter; the worker is asked next. */
  public Entered answer(Case.Id id, UUID key, int seen, boolean solved, String words) {
    return staff(
        id,
        request -> {
          var told = cases.act(id, key, seen, new Act.Decide("answered", null, words));
          if (told instanceof Outcome.Done
              && !Request.has(repository.facts(id), request.round(), Request.Fact.Kind.CONTACT)) {
            throw new Unspoken();
          }
          return done(told, () -> fact(request, key, Request.Fact.Kind.RESULT, solved, words));
        });
  }

  /** Enters what the worker said when they were called back; null when nobody was reached. */
  public Entered callBack(
      Case.Id id, UUID key, int seen, @Nullable Boolean satisfied, @Nullable String words) {
    return staff(id, request -> settle(request, key, seen, satisfied, words));
  }

  /** Enters the worker's own word. */
  public Entered rate(Case.Id id, UUID key, int seen, boolean satisfied, @Nullable String words) {
    var self = Actor.current();
    get(id);
    return Actor.asSystem(
        () ->
            within(
                () -> {
                  var request = repository.find(id).orElseThrow(NotFound::new);
                  return self.doing(() -> settle(request, key, seen, satisfied, words));
                }));
  }

  private Entered settle(
      Request request, UUID key, int seen, @Nullable Boolean satisfied, @Nullable String words) {
    var choice = satisfied == null ? "unreached" : satisfied ? "satisfied" : "unsatisfied";
    var outcome = cases.act(request.id(), key, seen, new Act.Decide(choice, null, words));
    return done(
        outcome,
        () -> {
          if (satisfied == null) {
            return;
          }
          boolean fresh = fact(request, key, Request.Fact.Kind.ANSWER, satisfied, words);
          if (fresh && !satisfied) {
            repository.again(request.id());
          }
        });
  }

  private boolean fact(
      Request request, UUID key, Request.Fact.Kind kind, boolean good, @Nullable String words) {
    var by = Actor.current().person() == null ? Actor.current().account() : null;
    boolean fresh = repository.facts(request.id()).stream().noneMatch(one -> one.id().equals(key));
    if (fresh) {
      repository.insert(
          request.id(),
          new Request.Fact(
              key, request.round(), kind, good, by, register.clock().instant(), words));
    }
    return fresh;
  }

  private static Entered done(Outcome outcome, Runnable then) {
    return switch (outcome) {
      case Outcome.Done(Case now) -> {
        then.run();
        yield new Entered.Done(now);
      }
      case Outcome.No(Outcome.Reason reason, Case _) -> new Entered.Held(reason);
    };
  }

  /** Nothing of an answer stays that was entered before anybody was spoken to. */
  private static final class Unspoken extends RuntimeException {

    Unspoken() {
      super("not contacted", null, false, false);
    }
  }

  private Entered staff(Case.Id id, Function<Request, Entered> work) {
    try {
      return within(
          () -> {
            var request = repository.find(id).orElseThrow(NotFound::new);
            Actor.current().require(request.path(), Role.OFFICER);
            return work.apply(request);
          });
    } catch (Unspoken e) {
      return new Entered.No(Reason.NOT_CONTACTED);
    }
  }

  /** A request goes where its case goes, with its files. */
  @EventListener
  void moved(CaseMoved moved) {
    var before = moved.before();
    var after = moved.after();
    if (before != null
        && after.origin().type().equals(TYPE)
        && !before.path().equals(after.path())) {
      repository.move(after.id(), after.path());
      attachments.move(new Attachment.Held(HOLDER, after.id().value()), after.path());
    }
  }

  private <T> T within(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }
}
