package niangjia.platform;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import niangjia.platform.postgres.EmbeddedPostgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;
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

  /** Where the database is and how to enter it. */
  record Place(String url, String user, String password)
      implements JdbcConnectionDetails, FlywayConnectionDetails {

    @Override
    public String getJdbcUrl() {
      return url;
    }

    @Override
    public String getUsername() {
      return user;
    }

    @Override
    public String getPassword() {
      return password;
    }

    @Override
    public String getDriverClassName() {
      return "org.postgresql.Driver";
    }
  }

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
      return new Place(postgres.url("niangjia") + OPTIONS, postgres.user(), postgres.password());
    }

    @Bean
    FlywayConnectionDetails migrations(EmbeddedPostgres postgres) {
      return new Place(postgres.url("niangjia"), postgres.user(), postgres.password());
    }
  }

  /** A server that somebody else runs. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "niangjia.db.url", matchIfMissing = false)
  @org.springframework.boot.autoconfigure.condition.ConditionalOnExpression(
      "!'${niangjia.db.url:embedded}'.equals('embedded')")
  static class External {

    private final Place place;

    External(
        @Value("${niangjia.db.url}") String url,
        @Value("${niangjia.db.user}") String user,
        @Value("${niangjia.db.password}") String password) {
      this.place = new Place(url, user, password);
    }

    @Bean
    JdbcConnectionDetails database() {
      var join = place.url().contains("?") ? "&" + OPTIONS.substring(1) : OPTIONS;
      return new Place(place.url() + join, place.user(), place.password());
    }

    @Bean
    FlywayConnectionDetails migrations() {
      return place;
    }
  }

  @Bean
  JdbcTransactionManager transactionManager(DataSource dataSource) {
    return new ScopedTransactions(dataSource);
  }

  @Bean
  @DependsOn("flywayInitializer")
  InstantSource clock(DataSource dataSource) {
    return new DatabaseClock(dataSource);
  }
}
