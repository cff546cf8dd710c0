package niangjia.platform;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import niangjia.platform.postgres.EmbeddedPostgres;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The database: a server of our own in the home directory unless {@code niangjia.db.url} names
 * another. Migrations run as the tables' owner; the application itself goes by the role {@code
 * niangjia_app}, which owns nothing and is bound by row-level security.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableTransactionManagement
class DatabaseConfiguration {

  /** Cuts and stalls end in seconds instead of never: each value survived the network-cut test. */
  private static final String OPTIONS =
      "?ApplicationName=niangjia&connectTimeout=2&socketTimeout=10&tcpKeepAlive=true"
          + "&reWriteBatchedInserts=true&prepareThreshold=1&options="
          + String.join(
              "%20",
              "-c%20statement_timeout=5s",
              "-c%20lock_timeout=3s",
              "-c%20transaction_timeout=10s",
              "-c%20idle_in_transaction_session_timeout=5s",
              "-c%20client_connection_check_interval=2s",
              "-c%20tcp_user_timeout=5s",
              "-c%20tcp_keepalives_idle=5",
              "-c%20tcp_keepalives_interval=2",
              "-c%20tcp_keepalives_count=2");

  /** Where the database is and how the application enters it. */
  record Entrance(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  /** The same for the migrations, which take their time. */
  record OwnersEntrance(String getJdbcUrl, String getUsername, String getPassword)
      implements FlywayConnectionDetails {}

  /** The embedded server, stopped after everything that uses it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "niangjia.db.url", havingValue = "embedded", matchIfMissing = true)
  static class Embedded {

    @Bean
    EmbeddedPostgres postgres(@Value("${niangjia.home}") Path home) {
      return EmbeddedPostgres.start(home);
    }

    @Bean
    JdbcConnectionDetails database(EmbeddedPostgres postgres) {
      return new Entrance(postgres.url("niangjia") + OPTIONS, postgres.user(), postgres.password());
    }

    @Bean
    FlywayConnectionDetails migrations(EmbeddedPostgres postgres) {
      return new OwnersEntrance(postgres.url("niangjia"), postgres.user(), postgres.password());
    }
  }

  /** A server that somebody else runs. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnExpression("!'${niangjia.db.url:embedded}'.equals('embedded')")
  static class External {

    private final String url;
    private final String user;
    private final String password;

    External(
        @Value("${niangjia.db.url}") String url,
        @Value("${niangjia.db.user}") String user,
        @Value("${niangjia.db.password}") String password) {
      this.url = url;
      this.user = user;
      this.password = password;
    }

    @Bean
    JdbcConnectionDetails database() {
      var options = url.contains("?") ? "&" + OPTIONS.substring(1) : OPTIONS;
      return new Entrance(url + options, user, password);
    }

    @Bean
    FlywayConnectionDetails migrations() {
      return new OwnersEntrance(url, user, password);
    }
  }

  @Bean
  JdbcTransactionManager transactionManager(
      DataSource dataSource, ObjectProvider<TransactionExecutionListener> listeners) {
    return new ScopedTransactions(dataSource, listeners.orderedStream().toList());
  }

  @Bean
  @DependsOn("flywayInitializer")
  InstantSource clock(DataSource dataSource) {
    return new DatabaseClock(dataSource);
  }
}
