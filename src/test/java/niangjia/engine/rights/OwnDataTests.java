package niangjia.engine.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.engine.people.People;
import niangjia.engine.people.PersonalData;
import niangjia.platform.Sealer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Everybody gets everything that is held of them, from every table there is. */
@ApplicationTest
class OwnDataTests {

  @Autowired private People people;
  @Autowired private Holdings holdings;
  @Autowired private Archive archive;
  @Autowired private Environment environment;
  @Autowired private Sealer sealer;
  @Autowired private MessageSource messages;

  @Value("${local.server.port}")
  private int port;

  private Planted planted;

  @BeforeEach
  void enter() {
    planted = Planted.enter(new Api("http://127.0.0.1:" + port), people);
  }

  /** Tables about people for which no module answers. */
  private List<String> unanswered(Dump dump) throws SQLException {
    var answered = new TreeSet<String>();
    holdings.modules().forEach(module -> answered.addAll(module.tables().keySet()));
    var left = new ArrayList<>(dump.tablesAbout(planted.id().toString()));
    left.removeAll(answered);
    return left;
  }

  @Test
  void everyTableAboutPeopleIsAnsweredFor() throws SQLException {
    planted.books(Duration.ofDays(2));
    planted.isLookedAt();
    planted.ask(Call.post("/api/booking/feed", ""));
    try (var dump = new Dump(environment, sealer)) {
      assertThat(unanswered(dump)).isEmpty();
      dump.run("create schema planted");
      try {
        dump.run("create table planted.diary (id int, person_id uuid)");
        dump.run("create table planted.album (id int, who text)");
        dump.run("insert into planted.album values (1, 'of " + planted.id() + "')");
        assertThat(unanswered(dump)).containsExactlyInAnyOrder("planted.diary", "planted.album");
      } finally {
        dump.run("drop schema planted cascade");
      }
    }
  }

  @Test
  void everyTableHasANameAndEveryColumnALabel() {
    planted.books(Duration.ofDays(2));
    planted.isLookedAt();
    var unlabelled = new TreeSet<String>();
    for (var section : holdings.sections(planted.id())) {
      assertThat(holdings.title(section.table()).zh()).isNotBlank();
      section.rows().stream()
          .flatMap(row -> row.keySet().stream())
          .filter(name -> !labelled(name))
          .forEach(unlabelled::add);
    }
    assertThat(unlabelled).isEmpty();
    for (var module : holdings.modules()) {
      module.tables().keySet().forEach(table -> holdings.title(table));
    }
  }

  private boolean labelled(String name) {
    var label = messages.getMessage("rights.column." + name, null, "", Locale.CHINESE);
    return label != null && !label.isEmpty();
  }

  @Test
  void oneFileTellsItAll() throws IOException {
    planted.books(Duration.ofDays(2));
    planted.isLookedAt();
    var files = unpacked(archive.of(holdings.sections(planted.id()), Locale.CHINESE, now()));
    assertThat(files).containsOnlyKeys("data.json", "data.html");
    var data = new JsonMapper().readTree(files.get("data.json"));
    var self = data.path("people.person").path(0);
    assertThat(self.path("name").asString()).isEqualTo(planted.name());
    assertThat(self.path("id_number").asString()).isEqualTo(planted.number());
    assertThat(self.path("phone").asString()).isEqualTo(planted.phone());
    assertThat(data.path("people.membership")).hasSize(1);
    assertThat(data.path("booking.booking").path(0).path("title").asString()).isEqualTo("个人信息测试");
    assertThat(data.path("audit.entry").toString()).contains("/reveal");
    assertThat(files.get("data.html")).contains(planted.name(), "身份证号", "已约上");
    var tables = new TreeSet<String>();
    holdings.modules().stream().map(PersonalData::tables).map(Map::keySet).forEach(tables::addAll);
    tables.forEach(table -> assertThat(data.has(table)).as(table).isTrue());
  }

  @Test
  void itIsHandedOutForAFreshCodeAndOnlyOnce() throws SQLException {
    assertThat(planted.ask(Call.post("/api/rights/export", "{}")).status()).isEqualTo(400);
    assertThat(planted.withCode("/api/rights/export", "000000").reason())
        .isIn("CODE_EXPIRED", "WRONG_CODE");
    try (var dump = new Dump(environment, sealer)) {
      var reply = planted.confirmed("/api/rights/export", dump);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.type()).isEqualTo("application/zip");
      assertThat(reply.text()).contains("data.json");
    }
  }

  private static Instant now() {
    return Instant.parse("2026-11-22T08:00:00Z");
  }

  private static Map<String, String> unpacked(byte[] file) throws IOException {
    var files = new HashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
