package niangjia.engine.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.engine.people.People;
import niangjia.platform.Actor;
import niangjia.platform.Sealer;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

/** Who asks to be forgotten is found nowhere afterwards. */
@ApplicationTest
@ExtendWith(OutputCaptureExtension.class)
class ErasureTests {

  @Autowired private People people;
  @Autowired private Environment environment;
  @Autowired private Sealer sealer;

  @Value("${local.server.port}")
  private int port;

  @Test
  void nothingIsFoundOfWhoWasForgotten(CapturedOutput log) throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var planted = Planted.enter(api, people);
    var booking = planted.books(Duration.ofDays(2));
    var begun = planted.books(Duration.ofMinutes(-5));
    planted.isLookedAt();
    planted.ask(Call.post("/api/booking/feed", ""));
    planted.ask(Call.get("/api/booking/bookings/" + booking + "/voucher"));
    var texts = List.of(planted.name(), planted.number(), planted.phone());
    var outlook = planted.ask(Call.get("/api/rights/holdings")).json();
    assertThat(outlook.path("open")).hasSizeGreaterThanOrEqualTo(1);

    try (var dump = new Dump(environment, sealer)) {
      var traces = new ArrayList<>(texts);
      traces.addAll(dump.hashes(List.of(planted.number(), planted.phone())));
      assertThat(dump.tablesWith(texts)).contains("people.person");
      var before = dump.tablesWith(traces);
      assertThat(before).contains("people.person", "access.code");

      var reply = planted.confirmed("/api/rights/erasure", dump);
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(reply.json().path("number").asString()).isNotBlank();
      assertThat(reply.text()).contains("people.person", "UNLINKED").doesNotContain(planted.name());

      var after = dump.tablesWith(traces);
      Figures.record("P12", "traces", traces.size());
      Figures.record("P12", "tables", before.size());
      Figures.record("P12", "hits", after.size());
      assertThat(after).isEmpty();
      // The trail keeps the number that stood for the person; the receipt, until it is swept.
      assertThat(dump.tablesWith(List.of(planted.id().toString())))
          .containsExactlyInAnyOrder("audit.entry", "rights.erasure");
      assertThat(
              dump.column(
                  "select state from booking.booking where id in ('%s', '%s') order by state"
                      .formatted(booking, begun),
                  1))
          .containsExactly("CANCELLED", "CONFIRMED");
      dump.run("vacuum full people.person");
      dump.run("checkpoint");
      filesAreFreeOf(dump, texts);
    }
    LoggerFactory.getLogger(ErasureTests.class).info("this log is read");
    assertThat(log.getAll()).contains("this log is read").doesNotContain(texts);
    assertThat(planted.ask(Call.get("/api/booking/mine")).status()).isEqualTo(401);
    assertThat(Actor.asSystem(() -> people.profiles(List.of(planted.id())))).isEmpty();
  }

  /** The home directory, the server's own log, and the files of this very database. */
  private void filesAreFreeOf(Dump dump, List<String> texts) throws Exception {
    var home = Path.of(environment.getRequiredProperty("niangjia.home"));
    assertThat(Dump.filesWith(home, texts)).isEmpty();
    var data = Path.of(dump.column("show data_directory", 1).getFirst());
    var found = new ArrayList<>(Dump.filesWith(data.resolve("..").normalize(), texts));
    // The write-ahead log keeps what was, until it is recycled; the operator guide says so.
    found.removeIf(file -> file.startsWith(data.resolve("pg_wal")));
    assertThat(found).isEmpty();
  }
}
