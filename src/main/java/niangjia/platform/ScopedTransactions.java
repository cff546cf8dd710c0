package niangjia.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Begins each transaction with the actor's scope, which row-level security compares with every row
 * about somebody. Outside a transaction there is no scope and such rows do not show. A transaction
 * that names a timeout of its own gets it on the server as well: for bulk work only.
 */
final class ScopedTransactions extends JdbcTransactionManager {

  private static final Role[] SEEING =
      Arrays.stream(Role.values()).filter(Role::seesPeople).toArray(Role[]::new);

  /**
   * A limit that runs already is not moved by another (PostgreSQL 18, assign_transaction_timeout):
   * it has to be taken away first. No statement may outlast the wait for its answer.
   */
  private static final String UNHURRIED =
      """
      select set_config('statement_timeout', '9s', true),
        set_config('transaction_timeout', '0', true),
        set_config('transaction_timeout', ?, true)
      """;

  ScopedTransactions(DataSource dataSource, List<TransactionExecutionListener> listeners) {
    super(dataSource);
    listeners.forEach(this::addListener);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, writable(definition));
    var dataSource = obtainDataSource();
    var holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(dataSource);
    if (holder == null) {
      throw new IllegalStateException("a transaction began without a connection");
    }
    try {
      scope(holder.getConnection(), Actor.current());
      if (definition.getTimeout() != TransactionDefinition.TIMEOUT_DEFAULT) {
        unhurried(holder.getConnection(), definition.getTimeout());
      }
    } catch (SQLException e) {
      doCleanupAfterCompletion(transaction);
      throw translateException("scope", e);
    }
  }

  private static void scope(Connection connection, Actor actor) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select set_config('niangjia.scope', ?, true), "
                + "set_config('niangjia.person', ?, true), "
                + "set_config('niangjia.audit', ?, true)")) {
      statement.setString(1, scope(actor, SEEING));
      statement.setString(2, actor.person() == null ? "" : actor.person().toString());
      statement.setString(3, scope(actor, Role.AUDITOR));
      statement.execute();
    }
  }

  private static void unhurried(Connection connection, int seconds) throws SQLException {
    try (var statement = connection.prepareStatement(UNHURRIED)) {
      statement.setString(1, seconds + "s");
      statement.execute();
    }
  }

  /** Reading what opens somebody's data writes that down. */
  private static TransactionDefinition writable(TransactionDefinition definition) {
    var deed = Deed.current();
    if (deed == null || !deed.opens() || !definition.isReadOnly()) {
      return definition;
    }
    var writing = new DefaultTransactionDefinition(definition);
    writing.setReadOnly(false);
    return writing;
  }

  /** The paths of the duties of these roles as the text of an {@code ltree[]}. */
  private static String scope(Actor actor, Role... roles) {
    var paths = actor.equals(Actor.SYSTEM) ? actor.paths(Role.SYSTEM) : actor.paths(roles);
    return paths.stream().map(path -> '"' + path + '"').collect(Collectors.joining(",", "{", "}"));
  }
}
