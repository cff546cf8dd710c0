package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.engine.export.Exports;
import niangjia.engine.people.Person;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bookings leave as a file only as they may, through the public interface. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookingExportTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String EXPORTS = "/api/export/exports";
  private static final String DISTRICT = "bj.d110105";
  private static final int MANY = 12_000;
  private static final int HEAD = 3;

  @Autowired private Environment environment;
  @Autowired private Bookings bookings;
  @Autowired private Offerings offerings;
  @Autowired private Duties duties;
  @Autowired private Exports exports;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;
  private String url;
  private Api api;
  private Door door;
  private Offering big;
  private Offering small;

  @BeforeAll
  void book() throws InterruptedException {
    url = "http://localhost:" + environment.getProperty("local.server.port");
    api = new Api(url);
    door = new Door(api);
    big = offering(MANY);
    small = offering(20);
    booked(big, people(MANY, "bj"));
    var few = new ArrayList<Person.Id>(people(5, DISTRICT));
    few.addAll(people(5, "bj.d110108"));
    booked(small, few);
  }

  private Offering offering(int capacity) {
    var draft = new OfferingBuilder(clock.instant()).at(DISTRICT).place(capacity).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    return offerings.get(draft.id());
  }

  private List<Person.Id> people(int count, String path) {
    var sql = "select id from people.person where path <@ ?::ltree order by id limit ?";
    return system(() -> jdbc.sql(sql).params(path, count).query(UUID.class).list()).stream()
        .map(Person.Id::new)
        .toList();
  }

  private void booked(Offering offering, List<Person.Id> people) throws InterruptedException {
    var place = offering.places().getFirst().id();
    var tasks = new ArrayList<Callable<Answer>>();
    for (var person : people) {
      var key = new Booking.Id(Ids.next());
      tasks.add(() -> bookings.book(offering.id(), key, place, person, false));
    }
    try (var all = Executors.newFixedThreadPool(400)) {
      assertThat(all.invokeAll(tasks))
          .allMatch(answer -> answer.resultNow() instanceof Answer.Done);
    }
  }

  private <T> T system(Supplier<T> work) {
    return Actor.asSystem(() -> transactions.execute(_ -> work.get()));
  }

  private String ask(Offering offering, String format, boolean whole, String purpose) {
    return JSON.createObjectNode()
        .put("source", "bookings")
        .put("subject", offering.id().value().toString())
        .put("format", format)
        .put("whole", whole)
        .put("purpose", purpose)
        .toString();
  }

  private Reply by(String officer, Call call) {
    return api.patiently(call.by(door.staff(officer)).with("Accept-Language", "zh"));
  }

  private String asked(String officer, String body) {
    var reply = by(officer, Call.post(EXPORTS, body));
    assertThat(reply.status()).as("%s", reply).isEqualTo(202);
    return reply.json().path("id").asString();
  }

  private JsonNode ended(String officer, String id) {
    for (int i = 0; i < 600; i++) {
      var view = by(officer, Call.get(EXPORTS + "/" + id)).json();
      if (!List.of("QUEUED", "RUNNING").contains(view.path("state").asString())) {
        return view;
      }
      Api.pause(Duration.ofMillis(50));
    }
    throw new AssertionError("export " + id + " did not end");
  }

  private byte[] file(String officer, String id) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(url + EXPORTS + "/" + id + "/file"))
              .header("Cookie", door.staff(officer))
              .build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment; ")
          .contains("filename*=UTF-8''%")
          .contains(id.substring(24));
      return response.body();
    }
  }

  private static List<Row> rows(byte[] bytes) throws IOException {
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
        var rows = book.getFirstSheet().openStream()) {
      return rows.toList();
    }
  }

  @Test
  void twelveThousandRowsLeaveOnlyWithAnotherOfficersWord() throws Exception {
    var id = asked("chaoyang", ask(big, "XLSX", false, "RECONCILE"));
    var one = EXPORTS + "/" + id;
    assertThat(by("chaoyang", Call.get(one)).json().path("state").asString()).isEqualTo("ASKED");
    assertThat(by("chaoyang", Call.post(one + "/approve", "")).reason()).isEqualTo("OWN_REQUEST");
    assertThat(by("chaoyang", Call.get(one + "/file")).reason()).isEqualTo("NOT_READY");
    assertThat(by("jianwai", Call.post(one + "/approve", "")).status()).isEqualTo(404);
    assertThat(by("gate", Call.post(one + "/approve", "")).status()).isEqualTo(403);
    assertThat(by("city", Call.get(EXPORTS)).text()).contains(id);
    assertThat(by("city", Call.post(one + "/approve", "")).status()).isEqualTo(200);
    assertThat(by("city", Call.post(one + "/approve", "")).reason()).isEqualTo("DECIDED_ALREADY");
    var view = ended("chaoyang", id);
    assertThat(view.path("state").asString()).isEqualTo("READY");
    assertThat(view.path("done").asInt()).isEqualTo(MANY);
    assertThat(by("city", Call.get(one + "/file")).reason()).isEqualTo("NOT_YOURS");
    assertThat(by("jianwai", Call.get(one + "/file")).status()).isEqualTo(404);
    var rows = rows(file("chaoyang", id));
    assertThat(rows).hasSize(MANY + HEAD);
    assertThat(rows.get(1).getCellText(0)).contains("导出人：").contains("核对").contains(id);
    for (int i = 0; i < MANY; i++) {
      var row = rows.get(i + HEAD);
      assertThat(row.getCellText(0)).isEqualTo(Integer.toString(i + 1));
      assertThat(row.getCellText(1)).contains("*");
      assertThat(row.getCellText(2)).contains("****");
      assertThat(row.getCellText(row.getCellCount() - 1)).isEqualTo(id.substring(24));
    }
    assertThat(trail(id))
        .anyMatch(line -> line.contains("export written") && line.contains("rows=" + MANY))
        .anyMatch(line -> line.contains("/approve"))
        .anyMatch(line -> line.contains("GET") && line.contains("RECONCILE"));
    assertThat(stored(id)).hasSizeGreaterThan(1).noneMatch(piece -> piece.contains("504b0304"));
  }

  private List<String> stored(String id) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select encode(sealed, 'hex') from export.piece where export_id = ?::uuid
                    order by ordinal
                    """)
                .param(id)
                .query(String.class)
                .list());
  }

  private List<String> trail(String id) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select concat_ws(' ', operation, reason, summary) from audit.entry
                    where object = ? order by at
                    """)
                .param(id)
                .query(String.class)
                .list());
  }

  @Test
  void refusedRequestGivesNoFileAndSaysWhy() {
    var id = asked("chaoyang", ask(big, "CSV", false, "REPORT"));
    var refuse = EXPORTS + "/" + id + "/refuse";
    assertThat(by("city", Call.post(refuse, "{\"words\":\" \"}")).status()).isEqualTo(400);
    by("city", Call.post(refuse, "{\"words\":\"看板上的数字就够了\"}"));
    var view = ended("chaoyang", id);
    assertThat(view.path("state").asString()).isEqualTo("REFUSED");
    assertThat(view.path("words").asString()).isEqualTo("看板上的数字就够了");
    assertThat(by("chaoyang", Call.get(EXPORTS + "/" + id + "/file")).reason())
        .isEqualTo("NOT_READY");
  }

  @Test
  void partnerOutsideReadsOnlyWhoAgreedToIt() throws Exception {
    var holders = people(5, DISTRICT);
    answered(holders.get(0), true);
    answered(holders.get(1), false);
    var wish = ask(small, "CSV", true, "PASS_ON");
    assertThat(by("chaoyang", Call.post(EXPORTS, wish)).text()).contains("note");
    var noted = wish.replace("}", ",\"note\":\"国贸影城\"}");
    var before = lines("chaoyang", noted);
    assertThat(before).hasSize(10);
    assertThat(line(before, holders.get(0))).doesNotContain("****");
    assertThat(line(before, holders.get(1))).contains("****");
    answered(holders.get(0), false);
    assertThat(line(lines("chaoyang", noted), holders.get(0)))
        .as("taken back, and the next file knows")
        .contains("****");
  }

  /** The line of somebody, found by the end of their number in the book. */
  private String line(List<String> lines, Person.Id person) {
    var sql = "select number from booking.booking where offering_id = ? and person_id = ?";
    long number =
        system(
            () ->
                jdbc.sql(sql)
                    .params(small.id().value(), person.value())
                    .query(Long.class)
                    .single());
    return lines.stream()
        .filter(each -> each.matches("\"?" + number + "\"?,.*"))
        .findFirst()
        .orElseThrow();
  }

  private void answered(Person.Id person, boolean given) {
    new Actor(null, null, person.value(), List.of())
        .doing(
            () ->
                transactions.executeWithoutResult(
                    _ ->
                        jdbc.sql(
                                """
                                insert into rights.consent (id, person_id, path, purpose, number,
                                  version, given, channel, at)
                                select gen_random_uuid(), :person, 'bj', 'PARTNER',
                                  coalesce(max(number), 0) + 1, 2, :given, 'APP', now()
                                from rights.consent
                                where person_id = :person and purpose = 'PARTNER'
                                """)
                            .param("person", person.value())
                            .param("given", given)
                            .update()));
  }

  @Test
  void wholeNamesNeedAReasonAndThePersonsOwnUnion() throws Exception {
    var body = ask(small, "CSV", true, "REPORT");
    assertThat(by("chaoyang", Call.post(EXPORTS, body)).status()).isEqualTo(400);
    var other = ask(small, "CSV", true, "OTHER");
    assertThat(by("chaoyang", Call.post(EXPORTS, other)).text()).contains("note");
    assertThat(by("jianwai", Call.post(EXPORTS, ask(small, "CSV", false, "CONTACT"))).status())
        .isEqualTo(404);
    assertThat(by("gate", Call.post(EXPORTS, ask(small, "CSV", false, "CONTACT"))).status())
        .isEqualTo(403);
    var masked = lines("chaoyang", ask(small, "CSV", false, "CONTACT"));
    assertThat(masked).hasSize(10).allMatch(line -> line.contains("****"));
    var whole = lines("chaoyang", ask(small, "CSV", true, "CONTACT"));
    assertThat(whole).hasSize(10);
    assertThat(whole.stream().filter(line -> line.contains("****")))
        .as("members of another district stay masked")
        .hasSize(5);
    var all = lines("city", ask(small, "CSV", true, "CONTACT"));
    assertThat(all).hasSize(10).noneMatch(line -> line.contains("****"));
  }

  private List<String> lines(String officer, String body) throws Exception {
    var id = asked(officer, body);
    assertThat(ended(officer, id).path("state").asString()).isEqualTo("READY");
    var text = new String(file(officer, id), StandardCharsets.UTF_8);
    return text.lines().skip(HEAD).toList();
  }

  /** The duty ends between the request and the second officer's word. */
  @Test
  void whoLostTheDutyMeanwhileGetsNoFile() {
    var account = Ids.next();
    var from = clock.instant().minusSeconds(60);
    var grant = new Duties.Grant(account, Role.OFFICER, DISTRICT, from, null);
    var duty = Actor.asSystem(() -> duties.grant(grant));
    var id = asked("chaoyang", ask(big, "XLSX", true, "CONTACT"));
    change("update export.export set asked_by = ?::uuid where id = ?::uuid", account, id);
    Actor.asSystem(() -> duties.end(duty));
    by("city", Call.post(EXPORTS + "/" + id + "/approve", ""));
    var view = ended("city", id);
    assertThat(view.path("state").asString()).isEqualTo("FAILED");
    assertThat(view.path("fault").asString()).isEqualTo("NO_LONGER_ALLOWED");
    assertThat(stored(id)).isEmpty();
  }

  @Test
  void whatANodeLeftLyingIsWrittenAnew() {
    var id = asked("chaoyang", ask(small, "XLSX", false, "CONTACT"));
    ended("chaoyang", id);
    change(
        """
        update export.export
        set state = 'RUNNING', ready_at = null, alive_at = now() - interval '1 minute'
        where id = ?::uuid
        """,
        id);
    var again = ended("chaoyang", id);
    assertThat(again.path("state").asString()).isEqualTo("READY");
    assertThat(again.path("done").asInt()).isEqualTo(10);
    assertThat(stored(id)).as("nothing of the first attempt").hasSize(1);
  }

  @Test
  void fileIsGoneAfterADay() {
    var id = asked("chaoyang", ask(small, "XLSX", false, "CONTACT"));
    ended("chaoyang", id);
    change(
        "update export.export set ready_at = now() - interval '25 hours' where id = ?::uuid", id);
    exports.tidy();
    assertThat(stored(id)).isEmpty();
    assertThat(by("chaoyang", Call.get(EXPORTS + "/" + id + "/file")).reason())
        .isEqualTo("REMOVED");
  }

  @Test
  void tablesThemselvesKeepTheSecondOfficer() {
    var id = asked("chaoyang", ask(big, "XLSX", false, "CONTACT"));
    assertThatThrownBy(
            () -> change("update export.export set state = 'QUEUED' where id = ?::uuid", id))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("many_rows_need_a_second_officer");
    var own = "update export.export set decided_by = asked_by where id = ?::uuid";
    assertThatThrownBy(() -> change(own, id)).hasMessageContaining("nobody_decides_on_their_own");
  }

  private void change(String sql, Object... params) {
    system(() -> jdbc.sql(sql).params(params).update());
  }
}
