package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Hundreds of callers who send a byte now and then, in the middle of a header or of a body, hold
 * nobody else up; those who fall silent are cut off.
 */
@ApplicationTest
class SlowTests {

  private static final int EACH = 300;
  private static final Duration SILENT_FOR = Duration.ofSeconds(20);

  @LocalServerPort private int port;

  @Test
  void slowCallersHoldNobodyUpAndSilentOnesAreCutOff() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var callers = new ArrayList<Socket>();
    try {
      for (int i = 0; i < EACH; i++) {
        callers.add(begin("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "));
        callers.add(
            begin(
                String.join(
                    "\r\n",
                    "POST /api/access/code HTTP/1.1",
                    "Host: a",
                    "X-XSRF-TOKEN: x",
                    "Cookie: XSRF-TOKEN=x",
                    "Content-Type: application/json",
                    "Content-Length: 1000",
                    "",
                    "{")));
      }
      double worst = 0;
      for (int round = 0; round < 8; round++) {
        drip(callers);
        long begun = System.nanoTime();
        assertThat(api.send(Call.get("/api/access/me")).status()).isEqualTo(200);
        worst = Math.max(worst, (System.nanoTime() - begun) / 1e9);
        Thread.sleep(400);
      }
      Figures.record("P13", "slow", callers.size());
      Figures.record("P13", "beside", Math.round(worst * 100) / 100.0);
      assertThat(worst).isLessThan(2.0);
      long silentSince = System.nanoTime();
      for (var caller : List.of(callers.getFirst(), callers.get(1))) {
        caller.setSoTimeout((int) SILENT_FOR.toMillis());
        // An answer 400 or 408, or nothing: but an end.
        assertThat(caller.getInputStream().readAllBytes().length).isLessThan(2_000);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - silentSince)).isLessThan(SILENT_FOR);
    } finally {
      for (var caller : callers) {
        caller.close();
      }
    }
  }

  private Socket begin(String text) throws IOException {
    var caller = new Socket(InetAddress.getLoopbackAddress(), port);
    caller.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return caller;
  }

  private static void drip(List<Socket> callers) throws IOException {
    for (var caller : callers) {
      caller.getOutputStream().write('a');
    }
  }
}
