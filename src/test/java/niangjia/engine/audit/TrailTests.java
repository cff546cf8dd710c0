package niangjia.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.audit.Verification.Fault;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Duty;
import niangjia.platform.Keyring;
import niangjia.platform.Role;
import niangjia.promises.Figures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Tampering is done by the database's owner, found, and rolled back. */
@ApplicationTest
@TestPropertySource(properties = "niangjia.test=audit")
class TrailTests {

  @Autowired private Sequencer sequencer;
  @Autowired private Trail trail;
  @Autowired private Duties duties;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Keyring keyring;
  @Autowired private Environment environment;
  @TempDir private Path directory;

  /** What somebody with every right on the database does to it. */
  @FunctionalInterface
  private interface Tampering {
    void on(Connection connection) throws SQLException;
  }

  @BeforeEach
  void leaveTraces() {
    for (int i = 0; i < 12; i++) {
      grant();
    }
    sequencer.settle();
  }

  private UUID grant() {
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var grant = new Duties.Grant(UUID.randomUUID(), Role.GATE, "bj", from, null);
    return Actor.asSystem(() -> duties.grant(grant));
  }

  private Verification.Report after(Tampering tampering) throws SQLException {
    var key = keyring.anchorKey();
    try (var connection = owner()) {
      var anchors = new Anchors(directory);
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select number, hash from audit.link where number % 5 = 0 or number = "
                      + "(select max(number) from audit.link)")) {
        while (rows.next()) {
          anchors.append(rows.getLong(1), rows.getBytes(2), Instant.now(), key);
        }
      }
      tampering.on(connection);
      var report = Verification.run(connection, anchors.read(key.getPublic()));
      connection.rollback();
      return report;
    }
  }

  private Connection owner() throws SQLException {
    var connection =
        DriverManager.getConnection(
            environment.getRequiredProperty("niangjia.db.url"),
            environment.getRequiredProperty("niangjia.db.user"),
            environment.getRequiredProperty("niangjia.db.password"));
    connection.setAutoCommit(false);
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  @Test
  void untouchedTrailIsClean() throws SQLException {
    var report = after(_ -> {});
    assertThat(report.faults()).isEmpty();
    assertThat(report.entries()).isGreaterThan(12);
    assertThat(report.anchored()).isEqualTo(report.entries());
    assertThat(trail.verify().clean()).isTrue();
  }

  @Test
  void anEditIsFoundWhereverItIs() throws SQLException {
    int found = 0;
    for (var change :
        List.of(
            "operation = 'GET /'",
            "at = at + interval '1 microsecond'",
            "account = gen_random_uuid()",
            "path = 'bj.d1'",
            "outcome = 'DENIED'",
            "reason = 'OTHER'",
            "subject = gen_random_uuid()")) {
      var report =
          after(
              c ->
                  run(
                      c,
                      "update audit.entry set "
                          + change
                          + " where id = (select entry from audit.link where number = 4)"));
      assertThat(report.first()).as(change).isEqualTo(Fault.EDITED);
      assertThat(report.number()).isEqualTo(4);
      found++;
    }
    Figures.record("P8", "edits", found);
  }

  @Test
  void aDeletionInTheMiddleIsFound() throws SQLException {
    var entryOnly =
        after(
            c ->
                run(
                    c,
                    "delete from audit.entry "
                        + "where id = (select entry from audit.link where number = 7)"));
    assertThat(entryOnly.first()).isEqualTo(Fault.DELETED);
    assertThat(entryOnly.number()).isEqualTo(7);
    var both =
        after(
            c ->
                run(
                    c,
                    "with gone as (delete from audit.link where number = 7 returning entry) "
                        + "delete from audit.entry where id in (select entry from gone)"));
    assertThat(both.first()).isEqualTo(Fault.DELETED);
    assertThat(both.number()).isEqualTo(7);
    var closedUp =
        after(
            c -> {
              run(c, "delete from audit.link where number = 7");
              run(c, "update audit.link set number = number + 1000000 where number > 7");
              run(c, "update audit.link set number = number - 1000001 where number > 1000000");
            });
    assertThat(closedUp.clean()).isFalse();
  }

  @Test
  void aCutTailIsFoundByTheAnchors() throws SQLException {
    long last = after(_ -> {}).entries();
    var report =
        after(
            c ->
                run(
                    c,
                    "with gone as (delete from audit.link where number > "
                        + (last - 3)
                        + " returning entry) "
                        + "delete from audit.entry where id in (select entry from gone)"));
    assertThat(report.first()).isEqualTo(Fault.CUT);
    assertThat(report.number()).isEqualTo(last - 2);
  }

  @Test
  void aRebuiltChainIsFoundByTheAnchors() throws SQLException {
    var report =
        after(
            c -> {
              run(
                  c,
                  "update audit.entry set operation = 'GET /' "
                      + "where id = (select entry from audit.link where number = 8)");
              rebuild(c);
            });
    assertThat(report.faults()).containsOnlyKeys(Fault.REBUILT);
    assertThat(report.number()).isEqualTo(10);
  }

  /** Computes every digest and hash anew, as somebody who has read this code would. */
  private static void rebuild(Connection connection) throws SQLException {
    var links = new ArrayList<String>();
    var hash = Entry.start();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select l.number, "
                    + Entry.COLUMNS.replace(" id", " e.id")
                    + " from audit.link l join audit.entry e on e.id = l.entry order by 1")) {
      while (rows.next()) {
        long number = rows.getLong("number");
        var digest = Entry.read(rows).digest();
        hash = Entry.hash(hash, number, digest);
        links.add(
            "update audit.link set digest = '\\x%s', hash = '\\x%s' where number = %d"
                .formatted(
                    HexFormat.of().formatHex(digest), HexFormat.of().formatHex(hash), number));
      }
    }
    for (var link : links) {
      run(connection, link);
    }
  }

  @Test
  void anAnchorThatNobodyHereSignedIsFound() throws Exception {
    var file = directory.resolve("audit-2026-01.txt");
    Files.writeString(file, "3 " + "00".repeat(32) + " 2026-01-01T00:00:00Z AAAA\n");
    assertThat(after(_ -> {}).faults()).containsOnlyKeys(Fault.FORGED_ANCHOR);
  }

  @Test
  void theApplicationCanNeitherChangeNorDelete() {
    for (var sql :
        List.of(
            "update audit.entry set operation = 'x'",
            "delete from audit.entry",
            "truncate audit.entry",
            "update audit.link set number = number",
            "delete from audit.link")) {
      assertThatThrownBy(
              () -> Actor.asSystem(() -> transactions.execute(_ -> jdbc.sql(sql).update())))
          .as(sql)
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("permission denied");
    }
  }

  @Test
  void aTransactionThatIsUndoneLeavesNoEntryAndOneThatReadsNeither() {
    long before = count();
    assertThatThrownBy(
            () ->
                Deed.ofSystem("undone")
                    .doing(
                        () ->
                            transactions.execute(
                                status -> {
                                  grant();
                                  throw new IllegalStateException("undone");
                                })))
        .hasMessage("undone");
    Actor.asSystem(() -> transactions.execute(_ -> jdbc.sql("select 1").query().singleValue()));
    assertThat(operations()).doesNotContain("undone");
    assertThat(count()).isEqualTo(before);
    grant();
    assertThat(count()).isEqualTo(before + 1);
    assertThat(operations()).contains("Duties.grant");
  }

  @Test
  void workThatNobodyNamedIsEnteredAsWell() {
    long before = count();
    var officer = new Actor(UUID.randomUUID(), null, null, List.of(new Duty(Role.OFFICER, "bj")));
    officer.doing(() -> transactions.execute(_ -> grant()));
    assertThat(count()).isEqualTo(before + 1);
    var filter = new EntryRepository.Filter(officer.account(), null, null, null, null, null);
    assertThat(read("bj", filter)).singleElement().extracting(Entry::role).isEqualTo("OFFICER");
  }

  @Test
  void auditorsReadTheTrailOfTheirSubtreeOnly() {
    var actor =
        new Actor(
            UUID.randomUUID(),
            UUID.randomUUID(),
            null,
            List.of(new Duty(Role.OFFICER, "bj.d110105")));
    var deed = Deed.request("POST /api/test", false, actor, "203.0.113.77");
    var from = Instant.parse("2026-01-01T00:00:00Z");
    deed.doing(
        () ->
            Actor.asSystem(
                () ->
                    duties.grant(
                        new Duties.Grant(UUID.randomUUID(), Role.GATE, "bj", from, null))));
    var filter = new EntryRepository.Filter(actor.account(), null, null, null, null, null);
    assertThat(read("bj", filter)).singleElement().satisfies(this::isTheTest);
    assertThat(read("bj.d110105", filter)).hasSize(1);
    assertThat(read("bj.d110108", filter)).isEmpty();
    assertThat(read("bj.d110105.s110105001", filter)).isEmpty();
  }

  @Test
  void whatBelongsToNoUnionIsForAuditorsOfTheWholeTree() {
    var filter = new EntryRepository.Filter(null, null, "Duties.grant", null, null, null);
    assertThat(read("bj", filter)).isNotEmpty();
    assertThat(read("bj.d110105", filter)).isEmpty();
  }

  private void isTheTest(Entry entry) {
    assertThat(entry.address()).isEqualTo("203.0.113.0/24");
    assertThat(entry.role()).isEqualTo("OFFICER");
    assertThat(entry.operation()).isEqualTo("POST /api/test");
  }

  private List<Entry> read(String path, EntryRepository.Filter filter) {
    var auditor =
        new Actor(
            UUID.randomUUID(), UUID.randomUUID(), null, List.of(new Duty(Role.AUDITOR, path)));
    return auditor.doing(() -> trail.page(filter, null, 10));
  }

  private long count() {
    return read(() -> jdbc.sql("select count(*) from audit.entry").query(Long.class).single());
  }

  private List<String> operations() {
    return read(() -> jdbc.sql("select operation from audit.entry").query(String.class).list());
  }

  private <T> T read(Supplier<T> work) {
    return Actor.asSystem(() -> transactions.execute(_ -> work.get()));
  }
}
