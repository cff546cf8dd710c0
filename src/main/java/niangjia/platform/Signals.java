package niangjia.platform;

import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wake-ups between nodes over PostgreSQL's LISTEN and NOTIFY. A signal says only that something
 * changed; the truth stays in its table, and whoever listens must come right without it: after a
 * lost connection every listener is called with {@link #EVERYTHING}.
 */
@Component
public class Signals implements SmartLifecycle {

  /** The subject that stands for all: read everything again. */
  public static final String EVERYTHING = "*";

  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final int WAIT_MS = 500;
  private static final int RETRY_MS = 500;
  private static final Duration HERE = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
  private volatile boolean running;

  Signals(DataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Calls the consumer with the subject of each signal on that topic, on every node. */
  public void listen(String topic, Consumer<String> consumer) {
    var merged = listeners.merge(topic, consumer, Consumer::andThen);
    log.debug("{} listens to {}", merged, topic);
  }

  /**
   * Sends a signal to every node once the running transaction has committed; this node has heard it
   * when the transaction's caller goes on.
   */
  public void send(String topic, String subject) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      tell(topic, subject);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell(topic, subject);
          }
        });
  }

  /** Off this thread, whose transaction is over and not yet cleared away. */
  private void tell(String topic, String subject) {
    var here = Thread.startVirtualThread(() -> deliver(topic, subject));
    Thread.startVirtualThread(() -> emit(topic, subject));
    try {
      here.join(HERE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void emit(String topic, String subject) {
    try {
      jdbc.sql("select pg_notify('niangjia', :text)::text")
          .param("text", topic + " " + subject)
          .query(String.class)
          .optional();
    } catch (DataAccessException e) {
      log.warn(
          "signal {} {} reached only this node; others will see it in the tables", topic, subject);
    }
  }

  private void deliver(String topic, String subject) {
    var listener = listeners.get(topic);
    if (listener == null) {
      return;
    }
    try {
      listener.accept(subject);
    } catch (RuntimeException e) {
      log.error("a listener of {} failed on {}", topic, subject, e);
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("signals").start(this::run);
  }

  private void run() {
    while (running) {
      try (var connection = dataSource.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("listen niangjia");
        listeners.keySet().forEach(topic -> deliver(topic, EVERYTHING));
        receive(connection.unwrap(PGConnection.class));
      } catch (SQLException e) {
        log.debug("signals lost the database, trying again", e);
        pause();
      }
    }
  }

  private void receive(PGConnection connection) throws SQLException {
    while (running) {
      for (var notification : connection.getNotifications(WAIT_MS)) {
        var text = notification.getParameter().split(" ", 2);
        deliver(text[0], text.length > 1 ? text[1] : EVERYTHING);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  @PreDestroy
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
