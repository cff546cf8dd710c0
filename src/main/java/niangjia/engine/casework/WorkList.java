package niangjia.engine.casework;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Forbidden;
import niangjia.platform.Page;
import niangjia.platform.Params;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What lies before an officer: one list, seen from several sides, soonest due first. */
@Service
public class WorkList {

  /** A side of the list. */
  public enum Box {
    /** What the officer holds, or has lent. */
    MINE,
    /** What lies in a queue of theirs, for anybody to take. */
    QUEUE,
    /** What waits for their view. */
    SIGN,
    /** What is overdue further down and was reported to their union. */
    ESCALATED,
    /** All that is open in their subtree. */
    ALL,
    /** What is closed in their subtree, latest first. */
    CLOSED
  }

  /**
   * What to list.
   *
   * @param below whether a queue's list goes down the tree
   * @param type only this type, null for all
   * @param number only this case, whatever its box; null for all
   * @param after the last one of the page before, null for the first page
   */
  public record Wanted(
      Box box,
      boolean below,
      @Nullable String type,
      @Nullable String number,
      @Nullable UUID after,
      int limit) {}

  /** How many lie in each box, and how many of one's own and one's queues are overdue. */
  public record CaseCounts(long mine, long queue, long sign, long escalated, long overdue) {}

  private static final String DUTIES =
      "unnest(:roles::text[], :paths::ltree[]) d (role, path) join casework.matter q ";
  private static final String QUEUED =
      "m.id in (select q.id from "
          + DUTIES
          + "on q.path = d.path and q.queue = d.role and q.holder is null)";
  private static final String QUEUED_BELOW =
      "m.id in (select q.id from "
          + DUTIES
          + "on q.path <@ d.path and q.queue = d.role and q.holder is null)";
  private static final String REPORTED =
      "m.id in (select q.id from " + DUTIES + "on q.watch = d.path)";
  private static final Map<Box, String> WHERE =
      Map.of(
          Box.MINE, "(m.holder = :me or m.lender = :me)",
          Box.QUEUE, QUEUED,
          Box.SIGN, "m.asked @> array[:me]",
          Box.ESCALATED, REPORTED,
          Box.ALL, "m.state <> 'CLOSED'",
          Box.CLOSED, "m.state = 'CLOSED'");

  private static final Role[] READING = Moment.READERS.toArray(Role[]::new);

  private final JdbcClient jdbc;
  private final CaseRepository cases;
  private final InstantSource clock;

  WorkList(JdbcClient jdbc, CaseRepository cases, InstantSource clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.clock = clock;
  }

  /** A page of the officer's list. */
  @Transactional(readOnly = true)
  public Page<Case> page(Wanted wanted) {
    boolean closed = wanted.box() == Box.CLOSED || wanted.number() != null;
    var where = where(wanted);
    var values = values(wanted.type(), wanted.number());
    var on = closed ? "m.opened_at" : "m.due_at";
    var order = closed ? on + " desc, m.id desc" : on + ", m.id";
    var past =
        """
         and (:after::uuid is null or (%s, m.id) %s (
           select %s, m.id from casework.matter m where m.id = :after::uuid))
        """
            .formatted(on, closed ? "<" : ">", on);
    var rows =
        jdbc.sql(CaseRepository.CASE + where + past + " order by " + order + " limit :limit")
            .params(values)
            .param("after", wanted.after())
            .param("limit", wanted.limit() + 1)
            .query(cases::one)
            .list();
    long total =
        jdbc.sql("select count(*) from casework.matter m " + where)
            .params(values)
            .query(Long.class)
            .single();
    return Page.cut(rows, wanted.limit(), total, one -> one.id().toString());
  }

  private static String where(Wanted wanted) {
    var box =
        wanted.box() == Box.QUEUE && wanted.below()
            ? QUEUED_BELOW
            : Objects.requireNonNull(WHERE.get(wanted.box()));
    return "where "
        + (wanted.number() == null ? box : "m.number = :number")
        + " and m.path <@ any(:paths::ltree[]) and (:type::text is null or m.type = :type)";
  }

  /** How much lies before the officer. */
  @Transactional(readOnly = true)
  public CaseCounts counts() {
    return new CaseCounts(
        count(Box.MINE, null),
        count(Box.QUEUE, null),
        count(Box.SIGN, null),
        count(Box.ESCALATED, null),
        count(Box.MINE, clock.instant()) + count(Box.QUEUE, clock.instant()));
  }

  private long count(Box box, @Nullable Instant overdue) {
    return jdbc.sql(
            "select count(*) from casework.matter m where "
                + WHERE.get(box)
                + (overdue == null ? "" : " and m.state = 'OPEN' and m.due_at < :overdue"))
        .params(values(null, null))
        .param("overdue", overdue == null ? null : Timestamp.from(overdue))
        .query(Long.class)
        .single();
  }

  private static Map<String, @Nullable Object> values(
      @Nullable String type, @Nullable String number) {
    var actor = Actor.current();
    if (actor.account() == null) {
      throw new Forbidden();
    }
    var duties =
        actor.duties().stream().filter(one -> Moment.READERS.contains(one.role())).toList();
    var values = new HashMap<String, @Nullable Object>();
    values.put("me", actor.account());
    values.put("roles", Params.texts(duties.stream().map(Duty::role).toList()));
    values.put("paths", Params.texts(duties.stream().map(Duty::path).toList()));
    values.put("type", type);
    values.put("number", number);
    return values;
  }

  /** The cases of a person, latest first, as far as the actor may see them. */
  @Transactional(readOnly = true)
  public List<Case> of(Person.Id person, int limit) {
    var actor = Actor.current();
    boolean all = actor.equals(Actor.SYSTEM) || person.value().equals(actor.person());
    var found = cases(person, limit);
    return all ? found : found.stream().filter(one -> actor.covers(one.path(), READING)).toList();
  }

  private List<Case> cases(Person.Id person, int limit) {
    return jdbc.sql(
            CaseRepository.CASE
                + "where m.person_id = :person order by m.opened_at desc, m.id limit :limit")
        .param("person", person.value())
        .param("limit", limit)
        .query(cases::one)
        .list();
  }
}
