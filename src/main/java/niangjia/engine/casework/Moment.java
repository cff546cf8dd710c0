package niangjia.engine.casework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.casework.Event.Kind;
import niangjia.platform.Duty;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;

/** A case at the moment at which somebody acts, with all that a rule may look at. */
record Moment(Case now, Who who, Around around, Clocks clocks) {

  /** The roles that read cases. */
  static final List<Role> READERS = List.of(Role.OFFICER, Role.LEADER);

  /** Whoever acts. */
  record Who(@Nullable UUID account, Event.Source source, List<Duty> duties) {

    boolean covers(Role role, String path) {
      return duties.stream().anyMatch(duty -> duty.role() == role && duty.covers(path));
    }

    /** Whether they hold the role at a union that lies above that path, not just at it. */
    boolean above(Role role, String path) {
      return duties.stream()
          .anyMatch(d -> d.role() == role && d.covers(path) && d.path().length() < path.length());
    }

    boolean sees(String path) {
      return duties.stream().anyMatch(duty -> READERS.contains(duty.role()) && duty.covers(path));
    }
  }

  /**
   * All that a rule may look at besides the case.
   *
   * @param history what has happened to the case, in order; asked for when a rule needs it
   * @param category the limit of a category, null for one that has none
   * @param duties what an account may do now
   * @param above the union above a path, empty at the top
   */
  record Around(
      Instant now,
      WorkCalendar calendar,
      CaseType type,
      Supplier<List<Event>> history,
      Function<String, @Nullable Limit> category,
      Function<UUID, List<Duty>> duties,
      Function<String, Optional<String>> above) {}

  /** At the beginning of a step: with that officer if they may take it, else in its queue. */
  Case entering(String code, @Nullable UUID holder) {
    var step = around().type().step(code);
    boolean stays = holder != null && there(holder, step.role(), now().path());
    var owner = stays && !barred(code, holder) ? holder : null;
    var clock = clocks().start(allowed(step));
    return now().at(code, new Case.Task(step.role(), owner, null, List.of(), false, clock));
  }

  List<Event> past() {
    return around().history().get();
  }

  CaseType.Step step() {
    return around().type().step(now().step());
  }

  Limit allowed(CaseType.Step step) {
    return allowed(step, now().origin().category());
  }

  Limit allowed(CaseType.Step step, String category) {
    var limit = step.byCategory() ? around().category().apply(category) : null;
    return limit == null ? step.due() : limit;
  }

  List<Limit.Rest> rests() {
    return Clocks.rests(past(), now().at().clock().enteredAt());
  }

  boolean barred(String step, @Nullable UUID account) {
    var apart = around().type().step(step).apart();
    return account != null
        && !apart.isEmpty()
        && past().stream()
            .filter(e -> e.kind() == Kind.DECIDED && apart.contains(e.step()))
            .map(Event::by)
            .collect(Collectors.toSet())
            .contains(account);
  }

  boolean there(UUID account) {
    return there(account, now().at().queue(), now().path());
  }

  boolean there(UUID account, Role role, String path) {
    return around().duties().apply(account).stream()
        .anyMatch(duty -> duty.role() == role && duty.covers(path));
  }

  boolean reads(UUID account) {
    return around().duties().apply(account).stream()
        .anyMatch(duty -> READERS.contains(duty.role()) && duty.covers(now().path()));
  }
}
