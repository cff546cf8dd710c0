package niangjia.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** A file of twenty megabytes, read slowly, while the right to have it ends. */
@ApplicationTest
class DownloadTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DISTRICT = "bj.d110105";
  private static final int PIECES = 100;
  private static final long WHOLE = (long) PIECES * Pieces.SIZE;

  /** What a slow reader's own buffer and the network between hold at most. */
  private static final long ON_ITS_WAY = 9L << 20;

  @Autowired private Sealer sealer;
  @Autowired private Duties duties;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;
  @LocalServerPort private int port;

  private final UUID account = Ids.next();
  private final UUID export = Ids.next();
  private Api api;
  private String session = "";
  private UUID duty = account;

  @BeforeEach
  void anOfficerHasAFile() {
    api = new Api("http://127.0.0.1:" + port);
    change(
        """
        insert into access.account
          (id, kind, username, name_zh, password_hash, totp_sealed, created_at)
        select ?::uuid, kind, ?, name_zh, password_hash, totp_sealed, now()
        from access.account where username = 'city'
        """,
        account,
        "download-" + account);
    var from = clock.instant().minusSeconds(60);
    var grant = new Duties.Grant(account, Role.OFFICER, DISTRICT, from, null);
    duty = Actor.asSystem(() -> duties.grant(grant));
    session = signIn();
    change(
        """
        insert into export.export
          (id, path, source, subject, title_zh, format, language, whole, purpose, state, rows,
           done, bytes, asked_by, asked_at, attempt, alive_at, ready_at)
        values (?, ?::ltree, 'bookings', ?, '名单', 'CSV', 'zh', false, 'CONTACT', 'READY', 10,
           10, ?, ?, now(), 1, now(), now())
        """,
        export,
        DISTRICT,
        export,
        WHOLE,
        account);
    var piece = sealer.seal(Base64.getEncoder().encodeToString(new byte[Pieces.SIZE]));
    change(
        """
        insert into export.piece (export_id, path, attempt, ordinal, sealed)
        select ?, ?::ltree, 1, n, ? from generate_series(0, ? - 1) n
        """,
        export,
        DISTRICT,
        piece,
        PIECES);
  }

  @Test
  void whoMayHaveItHasAllOfIt() throws Exception {
    assertThat(read(() -> 0)).isEqualTo(WHOLE);
  }

  @Test
  void aFileIsCutWhenTheSessionEnds() throws Exception {
    assertThat(read(() -> api.send(Call.post("/api/access/signout", "").by(session)).status()))
        .isLessThan(ON_ITS_WAY);
  }

  @Test
  void aFileIsCutWhenTheDutyEnds() throws Exception {
    assertThat(
            read(
                () -> {
                  Actor.asSystem(() -> duties.end(duty));
                  return 0;
                }))
        .isLessThan(ON_ITS_WAY);
  }

  /** How many bytes of the file come, when after the first of them that happens. */
  private long read(Supplier<Integer> meanwhile) throws IOException {
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(16 << 10);
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      var request =
          "GET /api/export/exports/%s/file HTTP/1.1\r\nHost: a\r\nCookie: %s\r\n\r\n"
              .formatted(export, session);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      var head = head(in);
      assertThat(head)
          .startsWith("HTTP/1.1 200")
          .contains("Content-Length: " + WHOLE, "Connection: close");
      long read = in.readNBytes(64 << 10).length;
      assertThat(meanwhile.get()).isLessThan(300);
      Api.pause(Duration.ofSeconds(1));
      var buffer = new byte[1 << 16];
      for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
        read += some;
      }
      return read;
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private String signIn() {
    var body = JSON.createObjectNode().put("username", "download-" + account);
    for (var post : api.patiently(Call.get("/api/access/demo")).json().path("staff")) {
      if (post.path("username").asString().equals("city")) {
        body.put("password", post.path("password").asString());
        body.put("totp", post.path("totp").asString());
      }
    }
    var reply = api.patiently(Call.post("/api/access/staff", body));
    assertThat(reply.done()).as("%s", reply).isTrue();
    return reply.session();
  }

  private void change(String sql, Object... parameters) {
    Actor.asSystem(() -> transactions.execute(_ -> jdbc.sql(sql).params(parameters).update()));
  }
}
