package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import niangjia.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class ScopedTransactionsTests {

  private SingleConnectionDataSource database;
  private TransactionTemplate transactions;

  @BeforeEach
  void open() {
    var address = TestDatabase.url("hurry") + "&options=-c%20transaction_timeout=300ms";
    database = new SingleConnectionDataSource(address, true);
    transactions = new TransactionTemplate(new ScopedTransactions(database, List.of()));
  }

  @AfterEach
  void close() {
    database.destroy();
  }

  @Test
  void aTransactionThatTakesTooLongIsEnded() {
    assertThatThrownBy(this::dawdle).hasStackTraceContaining("has been closed");
  }

  @Test
  void oneThatNamesItsOwnTimeoutTakesItsTime() {
    transactions.setTimeout(60);
    assertThat(dawdle()).isEqualTo("1min");
  }

  @Test
  void andTheNextOneIsAsHurriedAsEver() {
    transactions.setTimeout(60);
    dawdle();
    transactions.setTimeout(-1);
    assertThat(limit()).isEqualTo("300ms");
  }

  private @Nullable String dawdle() {
    return transactions.execute(
        _ -> {
          new JdbcTemplate(database).execute("select pg_sleep(0.6)");
          return limit();
        });
  }

  private @Nullable String limit() {
    return new JdbcTemplate(database).queryForObject("show transaction_timeout", String.class);
  }
}
