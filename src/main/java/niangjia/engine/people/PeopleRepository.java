package niangjia.engine.people;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of people, memberships and groups; row-level security decides which of them show. Its
 * records only carry sealed bytes to and from the database, nobody compares them.
 */
@Repository
@SuppressWarnings("ArrayRecordComponent")
class PeopleRepository {

  /** A person's present standing with what is sealed. */
  record Standing(Profile profile, byte[] idSealed, byte[] phoneSealed) {}

  /** A registration with its secrets sealed and hashed. */
  record Sealed(
      Registration person, byte[] idSealed, byte[] idHash, byte[] phoneSealed, byte[] phoneHash) {}

  /** A period as it is stored. */
  record Period(
      String unionPath, Membership.State state, LocalDate fromOn, @Nullable LocalDate untilOn) {}

  /**
   * Which people to list.
   *
   * @param prefix the beginning of their name
   * @param hash the keyed hash of their phone or resident id number
   */
  record Filter(
      List<String> paths,
      @Nullable String prefix,
      byte @Nullable [] hash,
      @Nullable Group group,
      Membership.@Nullable State state) {}

  /** A synthetic person's phone. */
  record Synthetic(Person.Id id, String path, byte[] phoneSealed) {}

  private record Held(Registration person, Registration.Period period) {}

  private record Belonging(Registration person, Group group, LocalDate from) {}

  /** The calendar by which memberships begin and end. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final JdbcClient jdbc;
  private final InstantSource clock;

  PeopleRepository(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<Standing> standings(Collection<UUID> people) {
    return jdbc.sql(
            """
            select p.id, p.name, p.path::text as path, p.synthetic, p.id_sealed, p.phone_sealed,
              (select m.state from people.membership m
                where m.person = p.id and m.from_on <= :today
                  and (m.until_on is null or m.until_on > :today)) as state,
              (select min(m.from_on) from people.membership m
                where m.person = p.id and m.state in ('ACTIVE', 'SUSPENDED')
                  and m.from_on <= :today
                  and m.from_on > coalesce(
                    (select max(l.from_on) from people.membership l
                      where l.person = p.id and l.state = 'LEFT' and l.from_on <= :today),
                    '-infinity')) as since_on,
              (select string_agg(b.kind, ',') from people.belonging b
                where b.person = p.id and b.from_on <= :today
                  and (b.until_on is null or b.until_on > :today)) as groups
            from people.person p
            where p.id = any(:people::uuid[])
            order by p.id
            """)
        .param("people", people.toArray(UUID[]::new))
        .param("today", Date.valueOf(today()))
        .query((row, _) -> standing(row))
        .list();
  }

  private static Standing standing(ResultSet row) throws SQLException {
    var state = row.getString("state");
    var groups = EnumSet.noneOf(Group.class);
    var names = row.getString("groups");
    if (names != null) {
      Arrays.stream(names.split(",")).map(Group::valueOf).forEach(groups::add);
    }
    var profile =
        new Profile(
            new Person.Id(row.getObject("id", UUID.class)),
            row.getString("name"),
            row.getString("path"),
            state == null ? null : Membership.State.valueOf(state),
            row.getObject("since_on", LocalDate.class),
            groups,
            row.getBoolean("synthetic"));
    return new Standing(profile, row.getBytes("id_sealed"), row.getBytes("phone_sealed"));
  }

  Optional<UUID> byPhone(byte[] hash) {
    return jdbc.sql(
            """
            select id from people.person where phone_hash = :hash
            """)
        .param("hash", hash)
        .query(UUID.class)
        .optional();
  }

  List<UUID> page(Filter filter, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select p.id from people.person p
            where p.path <@ any(:paths::ltree[])
              and (:prefix::text is null or starts_with(p.name, :prefix))
              and (:hash::bytea is null or p.phone_hash = :hash or p.id_hash = :hash)
              and (:state::text is null or exists (
                select from people.membership m
                where m.person = p.id and m.state = :state and m.from_on <= :today
                  and (m.until_on is null or m.until_on > :today)))
              and (:kind::text is null or exists (
                select from people.belonging b
                where b.person = p.id and b.kind = :kind and b.from_on <= :today
                  and (b.until_on is null or b.until_on > :today)))
              and (:after::uuid is null or p.id > :after)
            order by p.id limit :limit
            """)
        .params(parameters(filter))
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  long count(Filter filter) {
    return jdbc.sql(
            """
            select count(*) from people.person p
            where p.path <@ any(:paths::ltree[])
              and (:prefix::text is null or starts_with(p.name, :prefix))
              and (:hash::bytea is null or p.phone_hash = :hash or p.id_hash = :hash)
              and (:state::text is null or exists (
                select from people.membership m
                where m.person = p.id and m.state = :state and m.from_on <= :today
                  and (m.until_on is null or m.until_on > :today)))
              and (:kind::text is null or exists (
                select from people.belonging b
                where b.person = p.id and b.kind = :kind and b.from_on <= :today
                  and (b.until_on is null or b.until_on > :today)))
            """)
        .params(parameters(filter))
        .query(Long.class)
        .single();
  }

  private Map<String, @Nullable Object> parameters(Filter filter) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("paths", Params.texts(filter.paths()));
    values.put("prefix", filter.prefix());
    values.put("hash", filter.hash());
    values.put("state", Params.value(filter.state()));
    values.put("kind", Params.value(filter.group()));
    values.put("today", Date.valueOf(today()));
    return values;
  }

  List<Synthetic> synthetic(String path, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select id, path::text, phone_sealed from people.person
            where synthetic and path <@ :path::ltree and (:after::uuid is null or id > :after)
            order by id limit :limit
            """)
        .param("path", path)
        .param("after", after)
        .param("limit", limit)
        .query(
            (row, _) ->
                new Synthetic(
                    new Person.Id(row.getObject(1, UUID.class)), row.getString(2), row.getBytes(3)))
        .list();
  }

  long countSynthetic(String path) {
    return jdbc.sql(
            """
            select count(*) from people.person where synthetic and path <@ :path::ltree
            """)
        .param("path", path)
        .query(Long.class)
        .single();
  }

  List<Period> history(UUID person) {
    return jdbc.sql(
            """
            select union_path::text as union_path, state, from_on, until_on
            from people.membership where person = :person order by from_on
            """)
        .param("person", person)
        .query(
            (row, _) ->
                new Period(
                    row.getString("union_path"),
                    Membership.State.valueOf(row.getString("state")),
                    row.getObject("from_on", LocalDate.class),
                    row.getObject("until_on", LocalDate.class)))
        .list();
  }

  boolean empty() {
    return jdbc.sql(
            """
            select not exists (select from people.person)
            """)
        .query(Boolean.class)
        .single();
  }

  void insert(List<Sealed> people) {
    insertPeople(people);
    insertPeriods(
        people.stream()
            .flatMap(s -> s.person().periods().stream().map(p -> new Held(s.person(), p)))
            .toList());
    insertBelongings(
        people.stream()
            .flatMap(
                s ->
                    s.person().groups().entrySet().stream()
                        .map(g -> new Belonging(s.person(), g.getKey(), g.getValue())))
            .toList());
  }

  private void insertPeople(List<Sealed> people) {
    jdbc.sql(
            """
            insert into people.person
              (id, path, name, id_sealed, id_hash, phone_sealed, phone_hash,
                born_on, synthetic, created_at)
            select *, :at from unnest(:ids::uuid[], :paths::ltree[], :names::text[],
              :id_sealed::bytea[], :id_hash::bytea[], :phone_sealed::bytea[], :phone_hash::bytea[],
              :born::date[], :synthetic::boolean[])
            """)
        .param("ids", column(people, s -> s.person().id().value(), UUID[]::new))
        .param("paths", column(people, s -> s.person().path(), String[]::new))
        .param("names", column(people, s -> s.person().name(), String[]::new))
        .param("id_sealed", column(people, Sealed::idSealed, byte[][]::new))
        .param("id_hash", column(people, Sealed::idHash, byte[][]::new))
        .param("phone_sealed", column(people, Sealed::phoneSealed, byte[][]::new))
        .param("phone_hash", column(people, Sealed::phoneHash, byte[][]::new))
        .param("born", column(people, s -> s.person().number().bornOn().toString(), String[]::new))
        .param("synthetic", column(people, s -> s.person().synthetic(), Boolean[]::new))
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  private void insertPeriods(List<Held> held) {
    jdbc.sql(
            """
            insert into people.membership (id, person, path, union_path, state, from_on, until_on)
            select * from unnest(:ids::uuid[], :people::uuid[], :paths::ltree[], :unions::ltree[],
              :states::text[], :from::date[], :until::date[])
            """)
        .param("ids", column(held, _ -> Ids.next(), UUID[]::new))
        .param("people", column(held, h -> h.person().id().value(), UUID[]::new))
        .param("paths", column(held, h -> h.person().path(), String[]::new))
        .param("unions", column(held, h -> h.period().path(), String[]::new))
        .param("states", column(held, h -> h.period().state().name(), String[]::new))
        .param("from", column(held, h -> h.period().from().toString(), String[]::new))
        .param("until", column(held, h -> text(h.period().until()), String[]::new))
        .update();
  }

  private void insertBelongings(List<Belonging> belongings) {
    jdbc.sql(
            """
            insert into people.belonging (id, person, path, kind, from_on)
            select * from unnest(:ids::uuid[], :people::uuid[], :paths::ltree[], :kinds::text[],
              :from::date[])
            """)
        .param("ids", column(belongings, _ -> Ids.next(), UUID[]::new))
        .param("people", column(belongings, b -> b.person().id().value(), UUID[]::new))
        .param("paths", column(belongings, b -> b.person().path(), String[]::new))
        .param("kinds", column(belongings, b -> b.group().name(), String[]::new))
        .param("from", column(belongings, b -> b.from().toString(), String[]::new))
        .update();
  }

  /** Moves the person; memberships and groups follow by their foreign keys. */
  int move(UUID person, String path) {
    return jdbc.sql(
            """
            update people.person set path = :path::ltree where id = :person
            """)
        .param("person", person)
        .param("path", path)
        .update();
  }

  /** Ends the period that is open on that day; one that began on the very day goes. */
  void endPeriod(UUID person, LocalDate on) {
    jdbc.sql(
            """
            with gone as (
              delete from people.membership
              where person = :person and until_on is null and from_on = :day)
            update people.membership set until_on = :day
            where person = :person and until_on is null and from_on < :day
            """)
        .param("person", person)
        .param("day", Date.valueOf(on))
        .update();
  }

  void beginPeriod(UUID person, Registration.Period period) {
    jdbc.sql(
            """
            insert into people.membership (id, person, path, union_path, state, from_on, until_on)
            select :id, id, path, :union::ltree, :state, :from, :until
            from people.person where id = :person
            """)
        .param("id", Ids.next())
        .param("person", person)
        .param("union", period.path())
        .param("state", period.state().name())
        .param("from", Date.valueOf(period.from()))
        .param("until", Params.value(period.until()))
        .update();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  private static <T, R extends @Nullable Object> R[] column(
      List<T> rows, Function<T, R> each, IntFunction<R[]> array) {
    return rows.stream().map(each).toArray(array);
  }
}
