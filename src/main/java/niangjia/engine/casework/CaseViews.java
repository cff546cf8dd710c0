package niangjia.engine.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.people.People;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cases as officers read them. */
@Component
class CaseViews {

  /** A code with the words that people read for it. */
  record CodeWords(String code, Words name) {}

  /** An officer. */
  record OfficerRef(UUID id, Words name) {}

  /**
   * A case in a list.
   *
   * @param holder who has it; null when it lies in the queue, and for an officer without a name
   * @param mine whether that is the reader
   * @param lent whether the reader has lent it
   * @param dueAt null once it is closed
   * @param certain whether the calendar knew all the days counted
   * @param watch the union that was told that it is overdue
   * @param outcome null while it is open
   */
  record CaseLine(
      UUID id,
      String number,
      CodeWords type,
      CodeWords category,
      @Nullable String subject,
      boolean urgent,
      boolean confidential,
      Union union,
      CodeWords step,
      @Nullable OfficerRef holder,
      boolean mine,
      boolean lent,
      @Nullable Instant dueAt,
      boolean certain,
      boolean overdue,
      boolean paused,
      @Nullable Union watch,
      @Nullable CodeWords outcome,
      Instant openedAt,
      @Nullable Instant closedAt,
      int version) {}

  /** One thing that happened. */
  record CaseEventView(
      UUID id,
      int turn,
      Instant at,
      Event.Kind kind,
      Event.Source source,
      @Nullable OfficerRef by,
      CodeWords step,
      @Nullable CodeWords to,
      @Nullable Words choice,
      @Nullable Words reason,
      @Nullable OfficerRef target,
      @Nullable Union union,
      @Nullable UUID other,
      @Nullable Instant dueAt,
      boolean told,
      @Nullable String note) {}

  private final CaseTypes types;
  private final Names names;
  private final Unions unions;
  private final People people;
  private final Surroundings around;

  CaseViews(CaseTypes types, Names names, Unions unions, People people, Surroundings around) {
    this.types = types;
    this.names = names;
    this.unions = unions;
    this.people = people;
    this.around = around;
  }

  List<CaseLine> lines(List<Case> cases) {
    var holders =
        cases.stream()
            .map(Case::task)
            .filter(Objects::nonNull)
            .map(Case.Task::holder)
            .filter(Objects::nonNull)
            .toList();
    var named = names.of(new HashSet<>(holders));
    return cases.stream().map(one -> line(one, named)).toList();
  }

  CaseLine line(Case one) {
    return lines(List.of(one)).getFirst();
  }

  private CaseLine line(Case one, Map<UUID, Words> named) {
    var origin = one.origin();
    var type = types.version(origin.type(), origin.typeVersion());
    var task = one.task();
    var clock = task == null ? null : task.clock();
    var me = Actor.current().account();
    var holder = task == null ? null : task.holder();
    var end = one.end();
    return new CaseLine(
        one.id().value(),
        one.number(),
        new CodeWords(type.code(), type.name()),
        new CodeWords(origin.category(), category(origin)),
        origin.subject(),
        origin.urgent(),
        origin.veil() != null,
        unions.nearest(one.path()),
        new CodeWords(one.step(), type.step(one.step()).name()),
        holder == null ? null : officer(holder, named),
        holder != null && holder.equals(me),
        task != null && me != null && me.equals(task.lender()),
        clock == null ? null : clock.dueAt(),
        clock == null || clock.certain(),
        clock != null && !one.paused() && clock.dueAt().isBefore(around.now()),
        one.paused(),
        clock == null || clock.watch() == null ? null : unions.nearest(clock.watch()),
        end == null ? null : new CodeWords(end.outcome(), outcome(type, end.outcome())),
        origin.openedAt(),
        end == null ? null : end.at(),
        one.version());
  }

  private Words category(Case.Origin origin) {
    return types
        .category(origin.type(), origin.category())
        .map(Category::name)
        .orElseGet(() -> new Words(origin.category(), null));
  }

  /** What people read for an outcome; those that every type has are written here. */
  static Words outcome(CaseType type, String code) {
    return switch (code) {
      case Case.Ends.MERGED -> Words.of("并入另一件", "Merged into another");
      case Case.Ends.WITHDRAWN -> Words.of("撤回", "Withdrawn");
      default -> words(type.ends(), code);
    };
  }

  static Words words(List<CaseType.Named> known, String code) {
    return known.stream()
        .filter(one -> one.code().equals(code))
        .map(CaseType.Named::name)
        .findFirst()
        .orElseGet(() -> new Words(code, null));
  }

  private static OfficerRef officer(UUID id, Map<UUID, Words> named) {
    return new OfficerRef(id, named.getOrDefault(id, Words.of("工会干部", "Officer")));
  }

  /** Officers by name, in the order given. */
  List<OfficerRef> officers(Collection<UUID> accounts) {
    var named = names.of(accounts);
    return accounts.stream().map(id -> officer(id, named)).toList();
  }

  /** What happened to a case, in order. */
  List<CaseEventView> timeline(Case one, List<Event> events) {
    var type = types.version(one.origin().type(), one.origin().typeVersion());
    var accounts = new HashSet<UUID>();
    for (var event : events) {
      accounts.add(event.by());
      accounts.add(event.what().target());
    }
    accounts.remove(null);
    var named = names.of(accounts);
    var views = new ArrayList<CaseEventView>();
    for (var event : events) {
      views.add(view(type, event, named));
    }
    return views;
  }

  private CaseEventView view(CaseType type, Event event, Map<UUID, Words> named) {
    var what = event.what();
    var step = type.step(event.step());
    var choice = what.choice() == null ? null : step.choice(what.choice()).orElse(null);
    return new CaseEventView(
        event.id(),
        event.turn(),
        event.at(),
        event.kind(),
        event.source(),
        event.by() == null ? null : officer(event.by(), named),
        new CodeWords(step.code(), step.name()),
        event.to() == null ? null : new CodeWords(event.to(), type.step(event.to()).name()),
        choice == null ? null : choice.name(),
        what.reason() == null ? null : reason(type, choice, what.reason()),
        what.target() == null ? null : officer(what.target(), named),
        what.path() == null ? null : unions.nearest(what.path()),
        what.other() == null ? null : what.other().value(),
        event.dueAt(),
        what.told(),
        what.note());
  }

  private static Words reason(CaseType type, CaseType.@Nullable Choice choice, String code) {
    return words(choice == null ? type.pauses() : choice.reasons(), code);
  }

  /** The masked name of the person whose matter it is. */
  @Nullable String person(Case one) {
    var person = one.origin().person();
    return person == null ? null : People.masked(people.profile(person).name());
  }

  String path(Union.Id union) {
    return unions.find(union).orElseThrow(() -> new Invalid("union", "unknown")).path();
  }
}
