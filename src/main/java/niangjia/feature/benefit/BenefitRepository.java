package niangjia.feature.benefit;

import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.booking.Offering;
import niangjia.platform.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes what benefits are. */
@Repository
class BenefitRepository {

  private final JdbcClient jdbc;

  BenefitRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void save(Benefit benefit) {
    jdbc.sql(
            """
            insert into benefit.benefit (
              offering_id, category, summary_zh, summary_en, how_zh, how_en)
            values (:id, :category, :summaryZh, :summaryEn, :howZh, :howEn)
            on conflict (offering_id) do update set
              category = excluded.category, summary_zh = excluded.summary_zh,
              summary_en = excluded.summary_en, how_zh = excluded.how_zh, how_en = excluded.how_en
            """)
        .param("id", benefit.offering().value())
        .param("category", benefit.category().name())
        .param("summaryZh", benefit.summary().zh())
        .param("summaryEn", benefit.summary().en(), Types.VARCHAR)
        .param("howZh", benefit.howTo().zh())
        .param("howEn", benefit.howTo().en(), Types.VARCHAR)
        .update();
  }

  Map<Offering.Id, Benefit> all(Collection<Offering.Id> ids) {
    return jdbc
        .sql(
            """
            select offering_id, category, summary_zh, summary_en, how_zh, how_en
            from benefit.benefit where offering_id = any(:ids)
            """)
        .param("ids", ids.stream().map(Offering.Id::value).toArray(UUID[]::new))
        .query(
            (row, _) ->
                new Benefit(
                    new Offering.Id(row.getObject("offering_id", UUID.class)),
                    Benefit.Category.valueOf(row.getString("category")),
                    new Words(row.getString("summary_zh"), row.getString("summary_en")),
                    new Words(row.getString("how_zh"), row.getString("how_en"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Benefit::offering, Function.identity()));
  }

  /** Whether there is none yet. */
  boolean isEmpty() {
    return !jdbc.sql("select exists (select from benefit.benefit)").query(Boolean.class).single();
  }
}
