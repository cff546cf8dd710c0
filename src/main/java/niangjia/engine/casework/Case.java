package niangjia.engine.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands.
 *
 * @param number by which people name it
 * @param origin what it is and where it came from
 * @param path the union that has it
 * @param step where it is, or where it ended
 * @param task whose turn it is and by when; null once it is closed
 * @param end how it ended; null while it is open
 * @param parent the larger matter it belongs to
 * @param version how many events it has; what a writer has to have seen
 */
public record Case(
    Id id,
    String number,
    Origin origin,
    String path,
    String step,
    @Nullable Task task,
    @Nullable End end,
    @Nullable Id parent,
    int version) {

  /** A case's identifier. */
  public record Id(UUID value) {

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /**
   * What a case is and where it came from.
   *
   * @param veil the unit it is hidden from, null for a case that is not confidential
   * @param person whose matter it is, null when that is nobody in particular or is forgotten
   * @param by the account that opened it, null for the system
   * @param subject what it is about in a line, null once it is forgotten
   */
  public record Origin(
      String type,
      int typeVersion,
      String category,
      boolean urgent,
      @Nullable String veil,
      Person.@Nullable Id person,
      @Nullable UUID by,
      @Nullable String subject,
      Instant openedAt) {}

  /**
   * Whose turn it is. The holder owns the case; without one the queue does: everybody of that role
   * at the case's union or above.
   *
   * @param lender to whom it goes back, when the holder has it on loan
   * @param asked who still has to give their view, empty when nobody is asked
   * @param all whether all of them have to, not just one
   * @param clock by when
   */
  public record Task(
      Role queue,
      @Nullable UUID holder,
      @Nullable UUID lender,
      List<UUID> asked,
      boolean all,
      Clock clock) {

    public Task {
      asked = List.copyOf(asked);
    }

    Task owned(@Nullable UUID by) {
      return new Task(queue, by, null, List.of(), false, clock);
    }

    Task lent(UUID to) {
      return new Task(queue, to, holder, List.of(), false, clock);
    }

    Task asking(List<UUID> views, boolean every) {
      return new Task(queue, holder, lender, views, every, clock);
    }

    Task ticking(Clock other) {
      return new Task(queue, holder, lender, asked, all, other);
    }
  }

  /**
   * By when.
   *
   * @param enteredAt when the case came to its step
   * @param allowed how long the step may take
   * @param dueAt when it is due; while it rests, when it would have been
   * @param certain whether the calendar knew all the days counted
   * @param wakeAt when the case next speaks up by itself
   * @param pausedAt since when it rests, null when it does not
   * @param watch how far up the tree it has been reported as overdue, null when not at all
   */
  public record Clock(
      Instant enteredAt,
      Limit allowed,
      Instant dueAt,
      boolean certain,
      Instant wakeAt,
      @Nullable Instant pausedAt,
      @Nullable String watch) {}

  /**
   * How it ended.
   *
   * @param into the case it was merged into, null for every other outcome
   */
  public record End(String outcome, Instant at, @Nullable Id into) {}

  /** How a case of any type may end. */
  public static final class Ends {

    /** It was the same matter as another. */
    public static final String MERGED = "MERGED";

    /** Whoever brought it took it back. */
    public static final String WITHDRAWN = "WITHDRAWN";

    private Ends() {}
  }

  /** Whether it is still open. */
  public boolean open() {
    return task != null;
  }

  /** Whether it rests. */
  public boolean paused() {
    return task != null && task.clock().pausedAt() != null;
  }

  /** What an open case has; a closed one has none, which is a fault of the caller. */
  Task at() {
    var now = task;
    if (now == null) {
      throw new IllegalStateException("case " + id + " is closed");
    }
    return now;
  }

  Case with(Task next) {
    return at(step, next);
  }

  Case at(String newStep, Task next) {
    return new Case(id, number, origin, path, newStep, next, null, parent, version);
  }

  Case over(String newPath, Task next) {
    return new Case(id, number, origin, newPath, step, next, null, parent, version);
  }

  Case edited(Origin better, Task next) {
    return new Case(id, number, better, path, step, next, null, parent, version);
  }

  Case ended(End how) {
    return new Case(id, number, origin, path, step, null, how, parent, version);
  }

  Case within(@Nullable Id larger) {
    return new Case(id, number, origin, path, step, task, end, larger, version);
  }

  Case numbered(String given) {
    return new Case(id, given, origin, path, step, task, end, parent, version);
  }

  Case turned(int turn) {
    return new Case(id, number, origin, path, step, task, end, parent, turn);
  }
}
