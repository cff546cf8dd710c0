package niangjia.engine.draw;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.booking.Booking;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes entries with their members. */
@Repository
class EntryRepository {

  /** How many entries and how many people in them. */
  record Count(int entries, int people) {}

  private final JdbcClient jdbc;

  EntryRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes a new entry; false when its id is taken. */
  boolean insert(Draw draw, Entry entry, Instant now) {
    return jdbc.sql(
                """
                insert into draw.entry (
                  id, offering_id, path, leader_id, code, preferences, entered_at)
                values (:id, :offering, :path::ltree, :leader, :code, :wishes, :now)
                on conflict (id) do nothing
                """)
            .param("id", entry.id().value())
            .param("offering", entry.offering().value())
            .param("path", draw.path())
            .param("leader", entry.leader().value())
            .param("code", entry.code())
            .param("wishes", uuids(entry.wishes()))
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** Adds a member; false when the person is in the draw already. */
  boolean join(Draw draw, Entry.Id entry, Profile profile) {
    return jdbc.sql(
                """
                insert into draw.member (
                  offering_id, person_id, entry_id, ordinal, path, member_path, booking_id)
                select :offering, :person, :entry, (
                    select min(g) from generate_series(0, 9) g where not exists (
                      select from draw.member m where m.entry_id = :entry and m.ordinal = g)),
                  :path::ltree, :memberPath::ltree, :booking
                on conflict on constraint one_entry_each do nothing
                """)
            .param("offering", draw.offering().value())
            .param("person", profile.id().value())
            .param("entry", entry.value())
            .param("path", draw.path())
            .param("memberPath", profile.path())
            .param("booking", Ids.next())
            .update()
        == 1;
  }

  /** Changes the wishes of an entry. */
  void wish(Entry.Id id, List<Place.Id> wishes) {
    jdbc.sql("update draw.entry set preferences = :wishes where id = :id")
        .param("wishes", uuids(wishes))
        .param("id", id.value())
        .update();
  }

  /** Takes an entry out with all its members. */
  void delete(Entry.Id id) {
    jdbc.sql("delete from draw.entry where id = :id").param("id", id.value()).update();
  }

  /** Takes one member out of a draw. */
  void leave(Offering.Id offering, Person.Id person) {
    jdbc.sql("delete from draw.member where offering_id = :offering and person_id = :person")
        .param("offering", offering.value())
        .param("person", person.value())
        .update();
  }

  /** The entry that somebody is in. */
  Optional<Entry> of(Offering.Id offering, Person.Id person) {
    return one(
        jdbc.sql(
                """
                select entry_id from draw.member
                where offering_id = :offering and person_id = :person
                """)
            .param("offering", offering.value())
            .param("person", person.value()));
  }

  /** The entry of that code, locked, so that its group does not grow twice at once. */
  Optional<Entry> coded(Offering.Id offering, String code) {
    return one(
        jdbc.sql(
                """
                select id from draw.entry where offering_id = :offering and code = :code for update
                """)
            .param("offering", offering.value())
            .param("code", code));
  }

  private Optional<Entry> one(JdbcClient.StatementSpec statement) {
    return statement
        .query(UUID.class)
        .optional()
        .flatMap(
            id -> entries("e.id = any(:ids)", Map.of("ids", new UUID[] {id})).stream().findFirst());
  }

  /** All entries of a draw, in the order of their receipts. */
  List<Entry> all(Offering.Id offering) {
    return entries("e.offering_id = :offering", Map.of("offering", offering.value()));
  }

  /** The next entries of a closed list, in the order of their receipts. */
  List<Entry> listed(Offering.Id offering, UUID after, int limit) {
    var ids =
        jdbc.sql(
                """
                select id from draw.entry
                where offering_id = :offering and not struck and id > :after
                order by id limit :limit
                """)
            .param("offering", offering.value())
            .param("after", after)
            .param("limit", limit)
            .query(UUID.class)
            .list();
    return ids.isEmpty()
        ? List.of()
        : entries("e.id = any(:ids)", Map.of("ids", ids.toArray(UUID[]::new)));
  }

  private List<Entry> entries(String which, Map<String, ?> params) {
    var members = new HashMap<UUID, List<Entry.Member>>();
    jdbc.sql(
            "select m.entry_id, m.person_id, m.member_path::text as member_path, m.booking_id "
                + "from draw.member m join draw.entry e on e.id = m.entry_id where "
                + which
                + " order by m.entry_id, m.ordinal")
        .params(params)
        .query(
            row -> {
              members
                  .computeIfAbsent(row.getObject("entry_id", UUID.class), _ -> new ArrayList<>())
                  .add(
                      new Entry.Member(
                          new Person.Id(row.getObject("person_id", UUID.class)),
                          row.getString("member_path"),
                          new Booking.Id(row.getObject("booking_id", UUID.class))));
            });
    return jdbc.sql(
            "select e.id, e.offering_id, e.code, e.preferences, e.struck, e.pot, e.drawn_pot, "
                + "e.rank, e.place_id from draw.entry e where "
                + which
                + " order by e.id")
        .params(params)
        .query((row, _) -> entry(row, members))
        .list();
  }

  /** Writes down how the list was closed. */
  void close(Collection<Entry> entries) {
    jdbc.sql(
            """
            update draw.entry e set struck = c.struck, pot = c.pot
            from unnest(:ids, :struck::boolean[], :pots::integer[]) as c (id, struck, pot)
            where e.id = c.id
            """)
        .param("ids", entries.stream().map(entry -> entry.id().value()).toArray(UUID[]::new))
        .param("struck", entries.stream().map(Entry::struck).toArray(Boolean[]::new))
        .param("pots", entries.stream().map(Entry::pot).toArray(Integer[]::new))
        .update();
  }

  /** Writes down what came out. */
  void draw(List<Lottery.Result> results) {
    jdbc.sql(
            """
            update draw.entry e set drawn_pot = r.pot, rank = r.rank, place_id = r.place
            from unnest(:ids, :pots::integer[], :ranks::integer[], :places::uuid[])
              as r (id, pot, rank, place)
            where e.id = r.id
            """)
        .param("ids", results.stream().map(Lottery.Result::receipt).toArray(UUID[]::new))
        .param("pots", results.stream().map(Lottery.Result::pot).toArray(Integer[]::new))
        .param("ranks", results.stream().map(Lottery.Result::rank).toArray(Integer[]::new))
        .param(
            "places",
            results.stream()
                .map(result -> result.place() == null ? null : result.place().value())
                .toArray(UUID[]::new))
        .update();
  }

  /** How many entries there are and how many people in them, without those struck out. */
  Count count(Offering.Id offering) {
    return jdbc.sql(
            """
            select count(distinct e.id) as entries, count(*) as people
            from draw.entry e join draw.member m on m.entry_id = e.id
            where e.offering_id = :offering and not e.struck
            """)
        .param("offering", offering.value())
        .query((row, _) -> new Count(row.getInt("entries"), row.getInt("people")))
        .single();
  }

  private static UUID[] uuids(List<Place.Id> places) {
    return places.stream().map(Place.Id::value).toArray(UUID[]::new);
  }

  private static Entry entry(ResultSet row, Map<UUID, List<Entry.Member>> members)
      throws SQLException {
    var id = row.getObject("id", UUID.class);
    var place = row.getObject("place_id", UUID.class);
    int rank = row.getInt("rank");
    return new Entry(
        new Entry.Id(id),
        new Offering.Id(row.getObject("offering_id", UUID.class)),
        row.getString("code"),
        Arrays.stream((UUID[]) row.getArray("preferences").getArray()).map(Place.Id::new).toList(),
        row.getBoolean("struck"),
        row.getInt("pot"),
        members.getOrDefault(id, List.of()),
        rank == 0
            ? null
            : new Entry.Outcome(
                row.getInt("drawn_pot"), rank, place == null ? null : new Place.Id(place)));
  }
}
