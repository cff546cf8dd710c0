package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No key retires while a table is forgotten that it has sealed. */
@ApplicationTest
class ResealingTests {

  @Autowired private JdbcClient jdbc;
  @Autowired private List<Resealing> resealing;

  @Test
  void everySealedColumnIsSealedAgain() {
    assertThat(sealed())
        .containsExactlyInAnyOrderElementsOf(resealing.stream().map(Resealing::table).toList());
  }

  private List<String> sealed() {
    return jdbc.sql(
            """
            select distinct table_schema || '.' || table_name from information_schema.columns
            where data_type = 'bytea' and column_name ~ '(^|_)sealed$'
            """)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
