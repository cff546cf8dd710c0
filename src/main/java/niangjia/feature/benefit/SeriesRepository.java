package niangjia.feature.benefit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of templates and series. */
@Repository
class SeriesRepository {

  /** A draft to begin with. */
  record Template(
      UUID id, String path, String name, String draft, @Nullable UUID listing, Instant madeAt) {}

  /**
   * A benefit that comes again.
   *
   * @param turn the next turn's number, the original being 0
   * @param nextAt when that turn opens, null when the series has ended
   */
  record Series(
      UUID id,
      String path,
      UUID original,
      String draft,
      Moved.Every every,
      LocalDate untilOn,
      int aheadDays,
      int turn,
      @Nullable Instant nextAt,
      UUID madeBy) {}

  private static final String SERIES =
      """
      id, path::text as path, original, draft, every, until_on, ahead_days, turn, next_at, made_by
      """;

  private final JdbcClient jdbc;

  SeriesRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(Template template) {
    jdbc.sql(
            """
            insert into benefit.template (id, path, name, draft, listing, made_at)
            values (:id, :path::ltree, :name, :draft, :listing, :madeAt)
            """)
        .params(Params.of(template))
        .update();
  }

  List<Template> templates(Collection<String> paths) {
    return jdbc.sql(
            """
            select id, path::text as path, name, draft, listing, made_at from benefit.template
            where path <@ any(:paths::ltree[]) order by made_at desc limit 200
            """)
        .param("paths", Params.texts(paths))
        .query(new SimplePropertyRowMapper<>(Template.class))
        .list();
  }

  Optional<Template> template(UUID id) {
    return jdbc.sql(
            """
            select id, path::text as path, name, draft, listing, made_at from benefit.template
            where id = :id
            """)
        .param("id", id)
        .query(new SimplePropertyRowMapper<>(Template.class))
        .optional();
  }

  /** Begins a series, or changes the one that its original has. */
  void keep(Series series) {
    jdbc.sql(
            """
            insert into benefit.series (
              id, path, original, draft, every, until_on, ahead_days, turn, next_at, made_by)
            values (
              :id, :path::ltree, :original, :draft, :every, :untilOn, :aheadDays, :turn, :nextAt,
              :madeBy)
            on conflict (original) do update set
              until_on = excluded.until_on, ahead_days = excluded.ahead_days,
              next_at = coalesce(series.next_at, excluded.next_at)
            """)
        .params(Params.of(series))
        .update();
  }

  Optional<Series> of(UUID original) {
    return jdbc.sql("select " + SERIES + " from benefit.series where original = :original")
        .param("original", original)
        .query(new SimplePropertyRowMapper<>(Series.class))
        .optional();
  }

  /** One series whose next turn is to be published, locked; no two nodes get the same. */
  Optional<Series> due(Instant now) {
    return jdbc.sql(
            "select "
                + SERIES
                + " from benefit.series where next_at - make_interval(days => ahead_days) <= :now"
                + " order by next_at limit 1 for update skip locked")
        .param("now", Params.value(now))
        .query(new SimplePropertyRowMapper<>(Series.class))
        .optional();
  }

  void advance(UUID series, int turn, @Nullable Instant nextAt) {
    jdbc.sql("update benefit.series set turn = :turn, next_at = :next where id = :id")
        .param("id", series)
        .param("turn", turn)
        .param("next", Params.value(nextAt), java.sql.Types.TIMESTAMP)
        .update();
  }

  void made(UUID series, int turn, UUID offering) {
    jdbc.sql(
            """
            insert into benefit.turn (series_id, turn, offering_id)
            values (:series, :turn, :offering)
            """)
        .param("series", series)
        .param("turn", turn)
        .param("offering", offering)
        .update();
  }

  int turns(UUID series) {
    return jdbc.sql("select count(*) from benefit.turn where series_id = :series")
        .param("series", series)
        .query(Integer.class)
        .single();
  }
}
