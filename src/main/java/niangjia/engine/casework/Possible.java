package niangjia.engine.casework;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.casework.CaseController.ChoiceNow;
import niangjia.engine.casework.CaseController.DoNow;
import niangjia.engine.casework.CaseViews.CodeWords;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Union;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a reader can do with a case now, found by trying the rules themselves. */
@Component
class Possible {

  private static final String WORDS = ".";

  private final Cases cases;
  private final CaseTypes types;
  private final Duties duties;
  private final CaseViews views;
  private final InstantSource clock;

  Possible(Cases cases, CaseTypes types, Duties duties, CaseViews views, InstantSource clock) {
    this.cases = cases;
    this.types = types;
    this.duties = duties;
    this.views = views;
    this.clock = clock;
  }

  DoNow now(Case one) {
    var type = types.version(one.origin().type(), one.origin().typeVersion());
    var task = one.task();
    var takers = new LinkedHashSet<UUID>();
    var readers = new LinkedHashSet<UUID>();
    if (task != null) {
      takers.addAll(duties.holders(task.queue(), one.path(), clock.instant()));
      for (var role : Moment.READERS) {
        readers.addAll(duties.holders(role, one.path(), clock.instant()));
      }
      readers.remove(Actor.current().account());
    }
    var can = cases.trying(one);
    var choices = choices(one, type, can);
    var back =
        task == null
            ? List.<CodeWords>of()
            : type.steps().stream()
                .filter(step -> can.test(new Act.SendBack(step.code(), WORDS)))
                .map(step -> new CodeWords(step.code(), step.name()))
                .toList();
    var probe = new Probe(one, type, takers, readers, can);
    return new DoNow(
        acts(probe, choices, back),
        choices,
        back,
        type.pauses().stream().map(Possible::words).toList(),
        views.officers(takers),
        views.officers(readers));
  }

  private record Probe(
      Case one,
      CaseType type,
      LinkedHashSet<UUID> takers,
      LinkedHashSet<UUID> readers,
      Predicate<Act> can) {

    @Nullable UUID somebody() {
      var holder = one.task() == null ? null : one.task().holder();
      return takers.stream().filter(id -> !Objects.equals(id, holder)).findFirst().orElse(null);
    }
  }

  private List<ActWanted.Kind> acts(Probe probe, List<ChoiceNow> choices, List<CodeWords> back) {
    var found = new ArrayList<ActWanted.Kind>();
    for (var kind : ActWanted.Kind.values()) {
      boolean can =
          switch (kind) {
            case DECIDE -> !choices.isEmpty();
            case SEND_BACK -> !back.isEmpty();
            default -> {
              var act = probe(kind, probe);
              yield act != null && probe.can().test(act);
            }
          };
      if (can) {
        found.add(kind);
      }
    }
    return found;
  }

  private @Nullable Act probe(ActWanted.Kind kind, Probe probe) {
    var one = probe.one();
    var somebody = probe.somebody();
    var reader = probe.readers().isEmpty() ? null : probe.readers().getFirst();
    var pauses = probe.type().pauses();
    var tomorrow = LocalDate.ofInstant(clock.instant(), WorkCalendar.ZONE).plusDays(1);
    return switch (kind) {
      case TAKE -> new Act.Take();
      case PUT_BACK -> new Act.PutBack(null);
      case RECALL -> new Act.Recall();
      case HAND_OVER -> somebody == null ? null : new Act.HandOver(somebody, null, WORDS);
      case LEND -> somebody == null ? null : new Act.Lend(somebody, WORDS);
      case GIVE_BACK -> new Act.GiveBack(WORDS);
      case ASK -> reader == null ? null : new Act.Ask(List.of(reader), true, WORDS);
      case SIGN -> new Act.Sign(true, null);
      case STOP_ASKING -> new Act.StopAsking();
      case PAUSE ->
          pauses.isEmpty() ? null : new Act.Pause(pauses.getFirst().code(), tomorrow, null);
      case RESUME -> new Act.Resume();
      case WITHDRAW -> new Act.Withdraw(WORDS);
      case MERGE -> new Act.Merge(one.id());
      case LINK -> new Act.Link(null);
      case WRITE -> new Act.Write(WORDS, false);
      case TELL -> new Act.Write(WORDS, true);
      case EDIT -> new Act.Edit(null, null, null);
      case DECIDE, SEND_BACK -> null;
    };
  }

  private static List<ChoiceNow> choices(Case one, CaseType type, Predicate<Act> can) {
    if (!one.open()) {
      return List.of();
    }
    return type.step(one.step()).choices().stream()
        .filter(choice -> can.test(trial(choice)))
        .map(
            choice ->
                new ChoiceNow(
                    choice.code(),
                    choice.name(),
                    choice.to() == null
                        ? null
                        : new CodeWords(choice.to(), type.step(choice.to()).name()),
                    choice.end() != null,
                    choice.reasons().stream().map(Possible::words).toList(),
                    choice.note(),
                    choice.held()))
        .toList();
  }

  private static Act trial(CaseType.Choice choice) {
    var reason = choice.reasons().isEmpty() ? null : choice.reasons().getFirst().code();
    return new Act.Decide(choice.code(), reason, WORDS);
  }

  private static CodeWords words(CaseType.Named named) {
    return new CodeWords(named.code(), named.name());
  }

  /** Whether that choice belongs to the feature's own page. */
  boolean held(Case one, String choice) {
    return types
        .version(one.origin().type(), one.origin().typeVersion())
        .step(one.step())
        .choice(choice)
        .map(CaseType.Choice::held)
        .orElse(false);
  }

  /** The path of a union that somebody named. */
  @Nullable String path(Union.@Nullable Id union) {
    return union == null ? null : views.path(union);
  }

  /** Whether the reader still sees it. */
  boolean sees(Case now) {
    return Actor.current().covers(now.path(), Role.OFFICER, Role.LEADER);
  }

  /** Another case, if the reader sees it. */
  Optional<Case> find(Case.Id id) {
    try {
      return Optional.of(cases.get(id));
    } catch (NotFound e) {
      return Optional.empty();
    }
  }
}
