package niangjia.engine.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.export.Source;
import niangjia.engine.people.Person;
import niangjia.engine.people.Rolls;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The lines of an offering's book in the order of their numbers, for officers of its union. */
@Component
class BookingRows implements Source {

  private static final List<String> COLUMNS =
      List.of(
          "booking.column.number",
          "booking.column.holder",
          "booking.column.phone",
          "booking.column.union",
          "booking.column.place",
          "booking.column.startsAt",
          "booking.column.state",
          "booking.column.bookedAt",
          "booking.column.companions",
          "booking.column.used",
          "booking.column.granted",
          "booking.column.redeemedAt",
          "booking.column.gate");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(Offering.ZONE);

  /** A line of a book with all that its owner may read off it. */
  private record Line(
      long number,
      UUID person,
      String path,
      UUID place,
      Booking.State state,
      Instant bookedAt,
      int companions,
      int used,
      int granted,
      @Nullable Instant redeemedAt,
      String gate) {}

  private final OfferingRepository offerings;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Rolls rolls;
  private final Texts texts;

  /** What words a row needs. */
  @Component
  record Texts(Unions unions, MessageSource messages) {}

  BookingRows(
      OfferingRepository offerings,
      JdbcClient jdbc,
      TransactionOperations transactions,
      Rolls rolls,
      Texts texts) {
    this.offerings = offerings;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rolls = rolls;
    this.texts = texts;
  }

  @Override
  public String name() {
    return "bookings";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public Subject subject(UUID id) {
    var offering = offerings.find(new Offering.Id(id)).orElseThrow(NotFound::new);
    Actor.current().require(offering.path(), Role.OFFICER);
    int rows =
        jdbc.sql("select count(*) from booking.booking where offering_id = :offering")
            .param("offering", id)
            .query(Integer.class)
            .single();
    return new Subject(offering.path(), offering.title(), rows);
  }

  @Override
  public List<Row> rows(Query query) {
    var places = new ArrayList<Place>();
    var lines =
        transactions.execute(
            _ -> {
              var offering = offerings.find(new Offering.Id(query.subject()));
              places.addAll(offering.orElseThrow(NotFound::new).places());
              return read(query);
            });
    if (lines == null) {
      return List.of();
    }
    var byId =
        places.stream().collect(Collectors.toMap(each -> each.id().value(), Function.identity()));
    var holders = lines.stream().map(each -> new Person.Id(each.person)).toList();
    var people = rolls.of(holders, query.whole().apply(holders));
    return lines.stream().map(line -> row(line, byId, people, query.locale())).toList();
  }

  private List<Line> read(Query query) {
    return jdbc.sql(
            """
            select number, person_id, member_path::text as path, place_id, state, booked_at,
              companions, used, granted, redeemed_at, redeemed_gate
            from booking.booking where offering_id = :offering and number > :after
            order by number limit :limit
            """)
        .param("offering", query.subject())
        .param("after", query.after().isEmpty() ? 0 : Long.parseLong(query.after()))
        .param("limit", query.limit())
        .query((row, _) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    Timestamp redeemedAt = row.getTimestamp("redeemed_at");
    var gate = row.getString("redeemed_gate");
    return new Line(
        row.getLong("number"),
        row.getObject("person_id", UUID.class),
        row.getString("path"),
        row.getObject("place_id", UUID.class),
        Booking.State.valueOf(row.getString("state")),
        row.getTimestamp("booked_at").toInstant(),
        row.getInt("companions"),
        row.getInt("used"),
        row.getInt("granted"),
        redeemedAt == null ? null : redeemedAt.toInstant(),
        gate == null ? "" : gate);
  }

  private Row row(
      Line line, Map<UUID, Place> places, Map<Person.Id, Rolls.Line> people, Locale locale) {
    var who = people.getOrDefault(new Person.Id(line.person), new Rolls.Line("", ""));
    var place = places.get(line.place);
    return new Row(
        Long.toString(line.number),
        List.of(
            line.number,
            who.name(),
            who.phone(),
            texts.unions.nearest(line.path).name().in(locale),
            place == null ? "" : place.kind().in(locale),
            place == null ? "" : TIME.format(place.startsAt()),
            texts.messages.getMessage("booking.state." + line.state, null, locale),
            TIME.format(line.bookedAt),
            line.companions,
            line.used,
            line.granted,
            line.redeemedAt == null ? "" : TIME.format(line.redeemedAt),
            line.gate));
  }
}
