package niangjia.platform;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Begins each transaction with the actor's scope, which row-level security compares with every row
 * about somebody. Outside a transaction there is no scope and such rows do not show.
 */
final class ScopedTransactions extends JdbcTransactionManager {

  private static final Role[] SEEING =
      Arrays.stream(Role.values()).filter(Role::seesPeople).toArray(Role[]::new);

  ScopedTransactions(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, definition);
    var dataSource = obtainDataSource();
    var holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(dataSource);
    if (holder == null) {
      throw new IllegalStateException("a transaction began without a connection");
    }
    var actor = Actor.current();
    try (var statement =
        holder
            .getConnection()
            .prepareStatement(
                "select set_config('niangjia.scope', ?, true), "
                    + "set_config('niangjia.person', ?, true)")) {
      statement.setString(1, scope(actor));
      statement.setString(2, actor.person() == null ? "" : actor.person().toString());
      statement.execute();
    } catch (SQLException e) {
      doCleanupAfterCompletion(transaction);
      throw translateException("scope", e);
    }
  }

  /** The paths of all duties as the text of an {@code ltree[]}. */
  private static String scope(Actor actor) {
    var seeing = actor.equals(Actor.SYSTEM) ? new Role[] {Role.SYSTEM} : SEEING;
    return actor.paths(seeing).stream()
        .map(path -> '"' + path + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }
}
