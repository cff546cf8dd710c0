package niangjia.engine.export;

import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pieces of files go by themselves within a day; until then their key does not retire. */
@Component
class ExportSeals implements Resealing {

  private final JdbcClient jdbc;
  private final Sealer sealer;

  ExportSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "export.piece";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    return new Step(null, 0);
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from export.piece
            where substring(sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
