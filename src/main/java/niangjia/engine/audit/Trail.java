package niangjia.engine.audit;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Keyring;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The trail as auditors read and check it, and as each person sees who opened their record. */
@Service
class Trail {

  private static final int LONGEST_SECONDS = 600;
  private static final int OPENINGS = 100;

  private final EntryRepository entries;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate unhurried;
  private final Keyring keyring;
  private final Anchors anchors;

  Trail(
      EntryRepository entries,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Keyring keyring,
      Anchors anchors) {
    this.entries = entries;
    this.jdbc = jdbc;
    this.unhurried = new TransactionTemplate(transactions);
    unhurried.setTimeout(LONGEST_SECONDS);
    this.keyring = keyring;
    this.anchors = anchors;
  }

  /** The newest entries first, one more than asked for when there are more. */
  @Transactional(readOnly = true)
  public List<Entry> page(EntryRepository.Filter filter, @Nullable UUID before, int limit) {
    return entries.page(filter, before, limit + 1);
  }

  /** Who opened the record of whoever asks: the newest hundred. */
  @Transactional(readOnly = true)
  public List<Entry> openings() {
    return entries.about(Actor.current().self(), OPENINGS);
  }

  /** Recomputes the whole chain; an auditor of any union may know whether it is whole. */
  Verification.Report verify() {
    ConnectionCallback<Verification.Report> run =
        connection -> Verification.run(connection, anchors.read(keyring.anchorKey().getPublic()));
    var report = Actor.asSystem(() -> unhurried.execute(_ -> jdbc.execute(run)));
    if (report == null) {
      throw new IllegalStateException("no report");
    }
    return report;
  }
}
