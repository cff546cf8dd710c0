package niangjia.engine.booking;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes offerings with their places. */
@Repository
class OfferingRepository {

  private static final String COLUMNS =
      """
      id, path::text as path, feature, title_zh, title_en, state, opens_at, closes_at,
      admit_per_second, family, period, offer_hours, within::text as within, states, groups,
      member_months, rehearsal, companions, companions_named, absence_times, absence_days,
      absence_pause_days, party_most
      """;

  private static final String PLACE_COLUMNS =
      "offering_id, id, starts_at, ends_at, venue_zh, venue_en, kind_zh, kind_en, capacity, "
          + "units";

  /** The same as {@link Offering#phase}, for rows. */
  private static final String PHASE =
      """
      case state when 'DRAFT' then 'DRAFT' when 'CLOSED' then 'CLOSED'
        else case when :now < opens_at then 'PUBLISHED' when :now < closes_at then 'OPEN'
          else 'CLOSED' end end
      """;

  private static final String FILTER =
      "feature = :feature and path <@ :paths::ltree[] and (:phase = '' or :phase = " + PHASE + ")";

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  OfferingRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes an offering, new or changed, with its places. */
  void save(Offering offering, Instant now) {
    var absence = offering.share().absence();
    jdbc.sql(
            """
            insert into booking.offering (
              id, path, feature, title_zh, title_en, state, opens_at, closes_at, admit_per_second,
              share, family, period, offer_hours, within, states, groups, member_months, rehearsal,
              companions, companions_named, absence_times, absence_days, absence_pause_days,
              party_most, made_at)
            values (
              :id, :path::ltree, :feature, :titleZh, :titleEn, :state, :opensAt, :closesAt, :admit,
              :share, :family, :period, :offerHours, :within::ltree, :states, :groups,
              :memberMonths, :rehearsal, :companions, :companionsNamed, :absenceTimes, :absenceDays,
              :absencePause, :party, :now)
            on conflict (id) do update set
              path = excluded.path, title_zh = excluded.title_zh, title_en = excluded.title_en,
              state = excluded.state, opens_at = excluded.opens_at, closes_at = excluded.closes_at,
              admit_per_second = excluded.admit_per_second, share = excluded.share,
              family = excluded.family, period = excluded.period,
              offer_hours = excluded.offer_hours, within = excluded.within,
              states = excluded.states, groups = excluded.groups,
              member_months = excluded.member_months, companions = excluded.companions,
              companions_named = excluded.companions_named,
              absence_times = excluded.absence_times, absence_days = excluded.absence_days,
              absence_pause_days = excluded.absence_pause_days, party_most = excluded.party_most,
              version = offering.version + 1
            """)
        .param("id", offering.id().value())
        .param("path", offering.path())
        .param("feature", offering.feature())
        .param("titleZh", offering.title().zh())
        .param("titleEn", offering.title().en(), Types.VARCHAR)
        .param("state", offering.state().name())
        .param("opensAt", Timestamp.from(offering.window().opensAt()))
        .param("closesAt", Timestamp.from(offering.window().closesAt()))
        .param("admit", offering.window().admitPerSecond(), Types.INTEGER)
        .param("share", offering.shareKey())
        .param("family", offering.share().family(), Types.VARCHAR)
        .param("period", offering.share().period().name())
        .param("offerHours", offering.offerHours())
        .param("within", offering.eligibility().within(), Types.VARCHAR)
        .param("states", Params.texts(offering.eligibility().states()))
        .param("groups", Params.texts(offering.eligibility().groups()))
        .param("memberMonths", offering.eligibility().memberMonths())
        .param("rehearsal", offering.rehearsal())
        .param("absenceTimes", absence == null ? null : absence.times(), Types.INTEGER)
        .param("absenceDays", absence == null ? null : absence.days(), Types.INTEGER)
        .param("absencePause", absence == null ? null : absence.pauseDays(), Types.INTEGER)
        .param("party", offering.share().party())
        .param("companions", offering.share().companions().most())
        .param("companionsNamed", offering.share().companions().named())
        .param("now", Timestamp.from(now))
        .update();
    replacePlaces(offering);
  }

  private void replacePlaces(Offering offering) {
    jdbc.sql("delete from booking.place where offering_id = :id")
        .param("id", offering.id().value())
        .update();
    int ordinal = 0;
    for (var place : offering.places()) {
      jdbc.sql(
              """
              insert into booking.place (
                id, offering_id, ordinal, starts_at, ends_at, venue_zh, venue_en, kind_zh, kind_en,
                capacity, units)
              values (
                :id, :offering, :ordinal, :startsAt, :endsAt, :venueZh, :venueEn, :kindZh, :kindEn,
                :capacity, :units)
              """)
          .param("id", place.id().value())
          .param("offering", offering.id().value())
          .param("ordinal", ordinal++)
          .param("startsAt", Timestamp.from(place.startsAt()))
          .param("endsAt", Timestamp.from(place.endsAt()))
          .param("venueZh", place.venue().zh())
          .param("venueEn", place.venue().en(), Types.VARCHAR)
          .param("kindZh", place.kind().zh())
          .param("kindEn", place.kind().en(), Types.VARCHAR)
          .param("capacity", place.capacity())
          .param("units", place.units())
          .update();
    }
  }

  /** Opens the book of an offering at its publication. */
  void openBook(Offering.Id id) {
    var seed = new byte[32];
    random.nextBytes(seed);
    jdbc.sql("insert into booking.tail (offering_id, hash, seed) values (:id, :hash, :seed)")
        .param("id", id.value())
        .param("hash", Chain.start(id))
        .param("seed", seed)
        .update();
  }

  /** Moves an offering from one state to another; false if it was not in the first. */
  boolean move(Offering.Id id, Offering.State from, Offering.State to) {
    return jdbc.sql(
                """
                update booking.offering set state = :to, version = version + 1
                where id = :id and state = :from
                """)
            .param("id", id.value())
            .param("from", from.name())
            .param("to", to.name())
            .update()
        == 1;
  }

  /** Says of a draft whether its places will be drawn by lot; false when it is no draft. */
  boolean byDraw(Offering.Id id, boolean byDraw) {
    return jdbc.sql(
                """
                update booking.offering set by_draw = :byDraw, version = version + 1
                where id = :id and state = 'DRAFT'
                """)
            .param("id", id.value())
            .param("byDraw", byDraw)
            .update()
        == 1;
  }

  /** One offering with its places. */
  Optional<Offering> find(Offering.Id id) {
    return all(List.of(id)).stream().findFirst();
  }

  /** These offerings with their places, in the order of opening, latest first. */
  List<Offering> all(Collection<Offering.Id> ids) {
    var keys = ids.stream().map(Offering.Id::value).toArray(UUID[]::new);
    var places = new HashMap<UUID, List<Place>>();
    jdbc.sql(
            "select "
                + PLACE_COLUMNS
                + " from booking.place where offering_id = any(:ids) order by offering_id, ordinal")
        .param("ids", keys)
        .query(
            row -> {
              places
                  .computeIfAbsent(row.getObject("offering_id", UUID.class), _ -> new ArrayList<>())
                  .add(place(row));
            });
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from booking.offering where id = any(:ids) order by opens_at desc, id desc")
        .param("ids", keys)
        .query(
            (row, _) ->
                offering(row, places.getOrDefault(row.getObject("id", UUID.class), List.of())))
        .list();
  }

  /**
   * The ids of a feature's offerings in these subtrees, latest opening first; one more than the
   * limit if there are more.
   */
  List<Offering.Id> ids(Offerings.Filter filter, Instant now) {
    return jdbc.sql(
            "select id from booking.offering where "
                + FILTER
                + " and (:after::uuid is null or (opens_at, id) < ("
                + "select a.opens_at, a.id from booking.offering a where a.id = :after::uuid)) "
                + "order by opens_at desc, id desc limit :limit")
        .params(params(filter, now))
        .param("after", filter.after(), Types.VARCHAR)
        .param("limit", filter.limit() + 1)
        .query((row, _) -> new Offering.Id(row.getObject("id", UUID.class)))
        .list();
  }

  /** How many of a feature's offerings there are in each phase. */
  Map<Offering.Phase, Long> phases(Offerings.Filter filter, Instant now) {
    var phases = new EnumMap<Offering.Phase, Long>(Offering.Phase.class);
    jdbc.sql(
            "select "
                + PHASE
                + " as phase, count(*) as many from booking.offering where "
                + FILTER
                + " group by 1")
        .params(params(filter, now))
        .query(
            row -> {
              phases.put(Offering.Phase.valueOf(row.getString("phase")), row.getLong("many"));
            });
    return phases;
  }

  private static Map<String, @Nullable Object> params(Offerings.Filter filter, Instant now) {
    var params = new HashMap<String, @Nullable Object>();
    params.put("feature", filter.feature());
    params.put("paths", Params.texts(filter.paths()));
    params.put("phase", filter.phase() == null ? "" : filter.phase().name());
    params.put("now", Timestamp.from(now));
    return params;
  }

  /**
   * Reads an offering's counters and who came into its book after that number, all as of one
   * snapshot.
   *
   * @param after the last number already known
   */
  Standing.Reading read(Offering.Id id, long after, Instant now) {
    var counts = new HashMap<Place.Id, Batch.Count>();
    return jdbc.sql(
            """
            select o.version, coalesce(t.number, 0) as number, coalesce(t.tickets, 0) as tickets,
              coalesce(t.drawn, false) as drawn, o.by_draw,
              array(select p.id from booking.place p
                where p.offering_id = o.id order by p.ordinal) as places,
              array(select p.capacity - p.taken from booking.place p
                where p.offering_id = o.id order by p.ordinal) as spare,
              array(select p.waiting from booking.place p
                where p.offering_id = o.id order by p.ordinal) as waiting,
              array(select b.person_id from booking.booking b
                where b.offering_id = o.id and b.number > :after) as newcomers
            from booking.offering o left join booking.tail t on t.offering_id = o.id
            where o.id = :id
            """)
        .param("id", id.value())
        .param("after", after)
        .query(
            (row, _) -> {
              var places = array(row, "places", UUID[].class);
              var spare = array(row, "spare", Integer[].class);
              var waiting = array(row, "waiting", Integer[].class);
              for (int i = 0; i < places.length; i++) {
                counts.put(new Place.Id(places[i]), new Batch.Count(spare[i], waiting[i]));
              }
              var newcomers =
                  Arrays.stream(array(row, "newcomers", UUID[].class)).map(Person.Id::new).toList();
              return new Standing.Reading(
                  now,
                  row.getInt("version"),
                  row.getLong("number"),
                  row.getInt("tickets"),
                  row.getBoolean("drawn"),
                  row.getBoolean("by_draw"),
                  counts,
                  newcomers);
            })
        .single();
  }

  /** How many lines came into the book in each of the last seconds, by second since 1970. */
  Map<Long, Long> recent(Offering.Id id, Instant now, int seconds) {
    var bySecond = new HashMap<Long, Long>();
    jdbc.sql(
            """
            select extract(epoch from date_trunc('second', booked_at))::bigint as at,
              count(*) as came
            from booking.booking where offering_id = :id and booked_at > :since group by 1
            """)
        .param("id", id.value())
        .param("since", Timestamp.from(now.minusSeconds(seconds)))
        .query(
            row -> {
              bySecond.put(row.getLong("at"), row.getLong("came"));
            });
    return bySecond;
  }

  private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
    return type.cast(row.getArray(column).getArray());
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        new Place.Id(row.getObject("id", UUID.class)),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        new Words(row.getString("venue_zh"), row.getString("venue_en")),
        new Words(row.getString("kind_zh"), row.getString("kind_en")),
        row.getInt("capacity"),
        row.getInt("units"));
  }

  private static Offering offering(ResultSet row, List<Place> places) throws SQLException {
    var admit = (Integer) row.getObject("admit_per_second");
    return new Offering(
        new Offering.Id(row.getObject("id", UUID.class)),
        row.getString("path"),
        row.getString("feature"),
        new Words(row.getString("title_zh"), row.getString("title_en")),
        Offering.State.valueOf(row.getString("state")),
        new Offering.Window(
            row.getTimestamp("opens_at").toInstant(),
            row.getTimestamp("closes_at").toInstant(),
            admit),
        new Offering.Share(
            row.getString("family"),
            Offering.Period.valueOf(row.getString("period")),
            new Companion.Rule(row.getInt("companions"), row.getBoolean("companions_named")),
            absence(row),
            row.getInt("party_most")),
        row.getInt("offer_hours"),
        new Eligibility(
            row.getString("within"),
            names(row, "states", Membership.State.class),
            names(row, "groups", Group.class),
            row.getInt("member_months")),
        places,
        row.getBoolean("rehearsal"));
  }

  private static Absence.@Nullable Consequence absence(ResultSet row) throws SQLException {
    int times = row.getInt("absence_times");
    return times == 0
        ? null
        : new Absence.Consequence(
            times, row.getInt("absence_days"), row.getInt("absence_pause_days"));
  }

  private static <E extends Enum<E>> Set<E> names(ResultSet row, String column, Class<E> type)
      throws SQLException {
    return Arrays.stream(array(row, column, String[].class))
        .map(name -> Enum.valueOf(type, name))
        .collect(Collectors.toUnmodifiableSet());
  }
}
