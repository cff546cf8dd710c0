package niangjia.engine.calendar;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import niangjia.platform.Params;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the years and their days. */
@Repository
class CalendarRepository {

  private record Head(int year, String source, LocalDate issuedOn, int version) {}

  private record Row(LocalDate day, int year, WorkCalendar.Kind kind, String name) {}

  /** One change of a year, and who made it. */
  record Change(
      java.util.UUID id,
      int year,
      int version,
      java.util.UUID account,
      String reason,
      java.time.Instant changedAt) {}

  private final JdbcClient jdbc;

  CalendarRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All years in order. */
  List<Year> all() {
    var days = new HashMap<Integer, List<Year.Day>>();
    jdbc.sql("select day, year, kind, name from calendar.day order by day")
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list()
        .forEach(
            row ->
                days.computeIfAbsent(row.year, _ -> new ArrayList<>())
                    .add(new Year.Day(row.day, row.kind, row.name)));
    return jdbc
        .sql("select year, source, issued_on, version from calendar.year order by year")
        .query(new SimplePropertyRowMapper<>(Head.class))
        .list()
        .stream()
        .map(
            head ->
                new Year(
                    head.year,
                    head.source,
                    head.issuedOn,
                    head.version,
                    days.getOrDefault(head.year, List.of())))
        .toList();
  }

  /** Makes the next version of a year; answers whether the version given was the latest. */
  boolean write(Year year) {
    var sql =
        year.version() == 0
            ? """
              insert into calendar.year (year, source, issued_on, version)
              values (:year, :source, :issued, :version + 1)
              on conflict do nothing
              """
            : """
              update calendar.year
              set source = :source, issued_on = :issued, version = version + 1
              where year = :year and version = :version
              """;
    int rows =
        jdbc.sql(sql)
            .param("year", year.year())
            .param("source", year.source())
            .param("issued", Date.valueOf(year.issuedOn()))
            .param("version", year.version())
            .update();
    return rows == 1;
  }

  void replaceDays(Year year) {
    jdbc.sql("delete from calendar.day where year = :year").param("year", year.year()).update();
    jdbc.sql(
            """
            insert into calendar.day (day, year, kind, name)
            select day, :year, kind, name
            from unnest(:days::date[], :kinds::text[], :names::text[]) as given (day, kind, name)
            """)
        .param("year", year.year())
        .param("days", Params.texts(year.days().stream().map(Year.Day::day).toList()))
        .param("kinds", Params.texts(year.days().stream().map(Year.Day::kind).toList()))
        .param("names", Params.texts(year.days().stream().map(Year.Day::name).toList()))
        .update();
  }

  void note(Change change, List<Year.Day> days) {
    jdbc.sql(
            """
            insert into calendar.change (id, year, version, account, reason, days, changed_at)
            values (:id, :year, :version, :account, :reason, :days, :changedAt)
            """)
        .params(Params.of(change))
        .param(
            "days",
            Params.texts(
                days.stream().map(d -> d.day() + " " + d.kind() + " " + d.name()).toList()))
        .update();
  }

  List<Change> changes(int year) {
    return jdbc.sql(
            """
            select id, year, version, account, reason, changed_at from calendar.change
            where year = :year order by version desc limit 50
            """)
        .param("year", year)
        .query(new SimplePropertyRowMapper<>(Change.class))
        .list();
  }
}
