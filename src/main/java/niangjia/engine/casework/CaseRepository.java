package niangjia.engine.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the cases and of what happened to them; words about people are sealed. */
@Repository
class CaseRepository {

  static final String CASE =
      """
      select m.id, m.number, m.type, m.type_version, m.path::text as path, m.veil::text as veil,
        m.person_id, m.opened_by, m.category, m.urgent, m.subject_sealed, m.state, m.step, m.queue,
        m.holder, m.lender, m.asked, m.asked_all, m.entered_at, m.allowed, m.due_at, m.certain,
        m.wake_at, m.paused_at, m.watch::text as watch, m.outcome, m.parent, m.merged_into,
        m.version, m.opened_at, m.closed_at
      from casework.matter m
      """;

  private static final String EVENT =
      """
      select e.id, e.case_id, e.turn, e.at, e.kind, e.source, e.account, e.step, e.to_step,
        e.choice, e.reason, e.target, e.path::text as path, e.other, e.due_at, e.told, e.note_sealed
      from casework.event e
      """;

  private final JdbcClient jdbc;
  private final Sealer sealer;

  CaseRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Enters a case; false when its id or its number is taken. */
  boolean insert(Case made) {
    return jdbc.sql(
                """
                insert into casework.matter (
                  id, number, type, type_version, path, veil, person_id, opened_by, category,
                  urgent, subject_sealed, state, step, queue, holder, lender, asked, asked_all,
                  entered_at, allowed, due_at, certain, wake_at, paused_at, watch, outcome, parent,
                  merged_into, version, opened_at, closed_at)
                values (
                  :id, :number, :type, :typeVersion, :path::ltree, :veil::ltree, :person, :by,
                  :category, :urgent, :subject, :state, :step, :queue, :holder, :lender,
                  :asked::uuid[], :all, :enteredAt, :allowed, :dueAt, :certain, :wakeAt,
                  :pausedAt, :watch::ltree, :outcome, :parent, :into, :version, :openedAt,
                  :closedAt)
                on conflict do nothing
                """)
            .params(values(made))
            .update()
        == 1;
  }

  /** Writes what a case has become, whose row the transaction has locked. */
  void update(Case was, Case now) {
    var values = values(now);
    if (Objects.equals(was.origin().subject(), now.origin().subject())) {
      values.put("subject", null);
    }
    int rows =
        jdbc.sql(
                """
                update casework.matter set
                  path = :path::ltree, category = :category, urgent = :urgent,
                  subject_sealed = coalesce(:subject::bytea, subject_sealed),
                  state = :state, step = :step, queue = :queue, holder = :holder,
                  lender = :lender, asked = :asked::uuid[], asked_all = :all,
                  entered_at = coalesce(:enteredAt::timestamptz, entered_at),
                  allowed = coalesce(:allowed::text, allowed), due_at = :dueAt,
                  certain = :certain, wake_at = :wakeAt, paused_at = :pausedAt,
                  watch = :watch::ltree, outcome = :outcome, parent = :parent,
                  merged_into = :into, version = :version, closed_at = :closedAt
                where id = :id and version = :version - 1
                """)
            .params(values)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("case " + now.id() + " was not locked");
    }
  }

  private Map<String, @Nullable Object> values(Case one) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var origin = one.origin();
    var person = origin.person();
    var end = one.end();
    var parent = one.parent();
    values.put("id", one.id().value());
    values.put("number", one.number());
    values.put("type", origin.type());
    values.put("typeVersion", origin.typeVersion());
    values.put("path", one.path());
    values.put("veil", origin.veil());
    values.put("person", person == null ? null : person.value());
    values.put("by", origin.by());
    values.put("category", origin.category());
    values.put("urgent", origin.urgent());
    values.put("subject", origin.subject() == null ? null : sealer.seal(origin.subject()));
    values.put("step", one.step());
    values.put("outcome", end == null ? null : end.outcome());
    values.put("into", end == null || end.into() == null ? null : end.into().value());
    values.put("closedAt", end == null ? null : Timestamp.from(end.at()));
    values.put("parent", parent == null ? null : parent.value());
    values.put("version", one.version());
    values.put("openedAt", Timestamp.from(origin.openedAt()));
    task(one, values);
    return values;
  }

  private static void task(Case one, Map<String, @Nullable Object> values) {
    var task = one.task();
    var clock = task == null ? null : task.clock();
    var asked = task == null ? List.<UUID>of() : task.asked();
    values.put("state", task == null ? "CLOSED" : one.paused() ? "PAUSED" : "OPEN");
    values.put("queue", task == null ? null : task.queue().name());
    values.put("holder", task == null ? null : task.holder());
    values.put("lender", task == null ? null : task.lender());
    values.put("asked", asked.isEmpty() ? null : asked.toArray(UUID[]::new));
    values.put("all", task != null && task.all());
    values.put("enteredAt", clock == null ? null : Timestamp.from(clock.enteredAt()));
    values.put("allowed", clock == null ? null : clock.allowed().toString());
    values.put("dueAt", clock == null ? null : Timestamp.from(clock.dueAt()));
    values.put("certain", clock == null || clock.certain());
    values.put("wakeAt", clock == null ? null : Timestamp.from(clock.wakeAt()));
    values.put("pausedAt", clock == null ? null : Params.value(clock.pausedAt()));
    values.put("watch", clock == null ? null : clock.watch());
  }

  Optional<Case> find(Case.Id id) {
    return jdbc.sql(CASE + "where m.id = :id").param("id", id.value()).query(this::one).optional();
  }

  /** Locks cases, always in the same order. */
  List<Case> lock(List<Case.Id> ids) {
    return jdbc.sql(CASE + "where m.id = any(:ids) order by m.id for update of m")
        .param("ids", ids.stream().map(Case.Id::value).toArray(UUID[]::new))
        .query(this::one)
        .list();
  }

  /** The parts of a larger matter. */
  List<Case> parts(Case.Id id) {
    return jdbc.sql(CASE + "where m.parent = :id or m.merged_into = :id order by m.opened_at")
        .param("id", id.value())
        .query(this::one)
        .list();
  }

  void insert(Event event) {
    var what = event.what();
    jdbc.sql(
            """
            insert into casework.event (
              id, case_id, turn, at, kind, source, account, step, to_step, choice, reason, target,
              path, other, due_at, told, note_sealed)
            values (
              :id, :case, :turn, :at, :kind, :source, :account, :step, :to, :choice, :reason,
              :target, :path::ltree, :other, :dueAt, :told, :note)
            """)
        .param("id", event.id())
        .param("case", event.of().value())
        .param("turn", event.turn())
        .param("at", Timestamp.from(event.at()))
        .param("kind", event.kind().name())
        .param("source", event.source().name())
        .param("account", event.by())
        .param("step", event.step())
        .param("to", event.to())
        .param("choice", what.choice())
        .param("reason", what.reason())
        .param("target", what.target())
        .param("path", what.path())
        .param("other", what.other() == null ? null : what.other().value())
        .param("dueAt", Params.value(event.dueAt()))
        .param("told", what.told())
        .param("note", what.note() == null ? null : sealer.seal(what.note()))
        .update();
  }

  Optional<Event> event(UUID id) {
    return jdbc.sql(EVENT + "where e.id = :id").param("id", id).query(this::happened).optional();
  }

  List<Event> events(Case.Id id) {
    return jdbc.sql(EVENT + "where e.case_id = :id order by e.turn")
        .param("id", id.value())
        .query(this::happened)
        .list();
  }

  /** Those whose time has come, longest ago first. */
  List<Case.Id> waking(Instant now, int limit) {
    return jdbc.sql(
            """
            select id from casework.matter where wake_at <= :now order by wake_at limit :limit
            """)
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query((row, _) -> new Case.Id(row.getObject(1, UUID.class)))
        .list();
  }

  /** Those in whose task an account has a part. */
  List<Case.Id> held(UUID account) {
    return jdbc.sql(
            """
            select id from casework.matter
            where holder = :account or lender = :account or asked @> array[:account]
            """)
        .param("account", account)
        .query((row, _) -> new Case.Id(row.getObject(1, UUID.class)))
        .list();
  }

  /** Everybody who has a part in an open case. */
  List<UUID> busy() {
    return jdbc.sql(
            """
            select holder from casework.matter where holder is not null
            union select lender from casework.matter where lender is not null
            union select unnest(asked) from casework.matter where asked is not null
            """)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** Open cases that count days, after one of them. */
  List<Case.Id> counting(Case.@Nullable Id after, int limit) {
    return jdbc.sql(
            """
            select id from casework.matter
            where state <> 'CLOSED' and allowed like '%d' and (:after::uuid is null or id > :after)
            order by id limit :limit
            """)
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query((row, _) -> new Case.Id(row.getObject(1, UUID.class)))
        .list();
  }

  Case one(ResultSet row, int number) throws SQLException {
    var subject = row.getBytes("subject_sealed");
    var person = row.getObject("person_id", UUID.class);
    var outcome = row.getString("outcome");
    var into = row.getObject("merged_into", UUID.class);
    var parent = row.getObject("parent", UUID.class);
    return new Case(
        new Case.Id(row.getObject("id", UUID.class)),
        row.getString("number"),
        new Case.Origin(
            row.getString("type"),
            row.getInt("type_version"),
            row.getString("category"),
            row.getBoolean("urgent"),
            row.getString("veil"),
            person == null ? null : new Person.Id(person),
            row.getObject("opened_by", UUID.class),
            subject == null ? null : sealer.open(subject),
            row.getTimestamp("opened_at").toInstant()),
        row.getString("path"),
        row.getString("step"),
        outcome == null ? task(row) : null,
        outcome == null
            ? null
            : new Case.End(
                outcome,
                row.getTimestamp("closed_at").toInstant(),
                into == null ? null : new Case.Id(into)),
        parent == null ? null : new Case.Id(parent),
        row.getInt("version"));
  }

  private static Case.Task task(ResultSet row) throws SQLException {
    var asked = row.getArray("asked");
    return new Case.Task(
        Role.valueOf(row.getString("queue")),
        row.getObject("holder", UUID.class),
        row.getObject("lender", UUID.class),
        asked == null ? List.of() : List.of((UUID[]) asked.getArray()),
        row.getBoolean("asked_all"),
        new Case.Clock(
            row.getTimestamp("entered_at").toInstant(),
            Limit.of(row.getString("allowed")),
            row.getTimestamp("due_at").toInstant(),
            row.getBoolean("certain"),
            row.getTimestamp("wake_at").toInstant(),
            instant(row, "paused_at"),
            row.getString("watch")));
  }

  private Event happened(ResultSet row, int number) throws SQLException {
    var note = row.getBytes("note_sealed");
    var other = row.getObject("other", UUID.class);
    return new Event(
        row.getObject("id", UUID.class),
        new Case.Id(row.getObject("case_id", UUID.class)),
        row.getInt("turn"),
        row.getTimestamp("at").toInstant(),
        Event.Kind.valueOf(row.getString("kind")),
        Event.Source.valueOf(row.getString("source")),
        row.getObject("account", UUID.class),
        row.getString("step"),
        row.getString("to_step"),
        new Event.What(
            row.getString("choice"),
            row.getString("reason"),
            row.getObject("target", UUID.class),
            row.getString("path"),
            other == null ? null : new Case.Id(other),
            row.getBoolean("told"),
            note == null ? null : sealer.open(note)),
        instant(row, "due_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
