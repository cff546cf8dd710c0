package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** What is over age goes, once a day, and nothing else does. On an application of its own. */
@ApplicationTest
@TestPropertySource(properties = "niangjia.test=retention")
class RetentionTests {

  @Autowired private Retentions retentions;
  @Autowired private InstantSource clock;
  @Autowired private Environment environment;

  @Test
  void whatIsOverAgeGoesAndWhatIsNotStays() throws SQLException {
    var now = clock.instant().plus(Duration.ofDays(1));
    for (var days : List.of(1, 3)) {
      var at = now.minus(Duration.ofDays(days));
      run(
          "insert into access.lock (subject, wrong, last_at) values (sha256('l%d'), 1, '%s')"
              .formatted(days, at));
      run(
          """
          insert into access.code (receiver_hash, code_hash, sent_at, expires_at, tries, day_on,
            sent_that_day) values (sha256('c%1$d'), '', '%2$s', '%2$s', 0, '2026-01-01', 1)
          """
              .formatted(days, at));
    }
    for (var days : List.of(360, 370)) {
      run(
          """
      insert into notice.message (id, person_id, path, kind, subject, occasion, title_zh, at,
        due_at)
      values (gen_random_uuid(), gen_random_uuid(), 'bj', 'OPENING', gen_random_uuid(), '%1$s', '旧',
        '%2$s', '%2$s')
      """
              .formatted("m" + days, now.minus(Duration.ofDays(days))));
    }
    var forgotten = retentions.run(now);
    assertThat(forgotten).containsEntry("access.lock", 1).containsEntry("access.code", 1);
    assertThat(forgotten).containsEntry("notice.message", 1);
    assertThat(forgotten).doesNotContainKeys("booking.booking", "draw.member");
    assertThat(column("select occasion from notice.message where occasion like 'm3%'"))
        .containsExactly("m360");
    assertThat(retentions.run(now)).isEmpty();
    assertThat(column("select forgotten from platform.retention where held = 'access.lock'"))
        .contains("1");
  }

  @Test
  void linesOfBooksLeadToNobodyAfterThreeYearsUnlessTheyCountForEver() throws SQLException {
    var now = clock.instant();
    run("update booking.offering set period = 'EVER' where id = (%s)".formatted(LAST));
    run(LINE.formatted("(" + FIRST + ")"));
    run(LINE.formatted("(" + LAST + ")"));
    run(
        """
        insert into booking.companion (booking_id, path, person_id, ordinal, name_sealed, relation)
        select id, path, person_id, 1, '', 'CHILD' from booking.booking
        """);
    run(
        """
        insert into booking.absence (booking_id, offering_id, person_id, path, missed_at)
        select id, offering_id, person_id, path, '%s' from booking.booking
        """
            .formatted(now));
    var before = column("select person_id from booking.booking order by offering_id");
    retentions.run(now.plus(Duration.ofDays(800)));
    assertThat(column("select person_id from booking.booking order by offering_id"))
        .isEqualTo(before);
    assertThat(column("select count(*) from booking.companion")).containsExactly("0");
    assertThat(column("select count(*) from booking.absence")).containsExactly("2");
    var forgotten = retentions.run(now.plus(Duration.ofDays(3_000)));
    assertThat(forgotten).containsEntry("booking.booking", 1).containsEntry("booking.absence", 2);
    assertThat(column("select uuid_extract_version(person_id) from booking.booking order by 1"))
        .containsExactly("4", "7");
    assertThat(retentions.run(now.plus(Duration.ofDays(3_001)))).isEmpty();
  }

  @Test
  void everyRuleStandsInTheOperatorGuide() throws IOException {
    for (var rule : retentions.rules()) {
      boolean years = rule.keeps().toTotalMonths() > 0;
      long many = rule.keeps().get(years ? ChronoUnit.YEARS : ChronoUnit.DAYS);
      var english = many + (years ? " year" : " day") + (many > 1 ? "s" : "");
      var line = "| `" + rule.table() + "` | ";
      assertThat(Files.readString(Path.of("docs/guide/operator.md"))).contains(line + english);
      assertThat(Files.readString(Path.of("docs/guide/operator.zh-CN.md")))
          .contains(line + many + (years ? " 年" : " 天"));
    }
    assertThat(retentions.rules()).hasSize(18);
  }

  private static final String FIRST = "select id from booking.offering order by id limit 1";
  private static final String LAST = "select id from booking.offering order by id desc limit 1";

  private static final String LINE =
      """
      insert into booking.booking (id, offering_id, place_id, person_id, path, member_path, share,
        number, state, waited, booked_at, hash)
      select gen_random_uuid(), o.id, p.id, uuidv7(), o.path, 'bj', gen_random_uuid(), 900000,
        'CONFIRMED', false, now(), ''
      from booking.offering o join booking.place p on p.offering_id = o.id
      where o.id = %s order by p.id limit 1
      """;

  private void run(String statement) throws SQLException {
    try (var connection = connect();
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private List<String> column(String query) throws SQLException {
    try (var connection = connect();
        var run = connection.createStatement();
        var rows = run.executeQuery(query)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private java.sql.Connection connect() throws SQLException {
    return DriverManager.getConnection(
        environment.getRequiredProperty("niangjia.db.url"),
        environment.getRequiredProperty("niangjia.db.user"),
        environment.getRequiredProperty("niangjia.db.password"));
  }
}
