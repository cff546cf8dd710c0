package niangjia.security;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Stands between a tool and the application: lets each request go on byte for byte, signed in and
 * with a key of its own, and looks at every answer. It has a say of its own: an answer above 499 or
 * without its headers is a fault.
 */
final class Relay implements AutoCloseable {

  static final String KEY = "Idempotency-Key";

  private static final Set<String> OWN =
      Set.of(
          "connection", "cookie", "x-xsrf-token", "accept-encoding", "expect", "idempotency-key");
  private static final Pattern WHY = Pattern.compile("\"(?:reason|field)\":\"([^\"]+)\"");
  private static final int LONGEST = 4 << 20;
  private static final int PATIENCE_MS = 20_000;

  private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final URI application;
  private final Set<String> faults = new TreeSet<>();
  private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
  private String first = "";
  private String session = "";

  Relay(URI application) throws IOException {
    this.application = application;
    Thread.ofPlatform().daemon().name("relay").start(this::accept);
  }

  /** Where the tool finds the application. */
  String host() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** What came of the requests since the last time. */
  record Tally(String first, TreeMap<Integer, Integer> statuses) {
    int requests() {
      return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** From now on requests are of that session; the count begins anew. */
  synchronized void as(String next) {
    session = next;
    first = "";
    statuses.clear();
  }

  synchronized Tally tally() {
    return new Tally(first, new TreeMap<>(statuses));
  }

  /** What was wrong with answers. */
  synchronized Set<String> faults() {
    return new TreeSet<>(faults);
  }

  private synchronized String session() {
    return session;
  }

  private synchronized void note(String line, String answer) {
    var head = answer.split("\r\n\r\n", 2)[0];
    int status = Rule.status(head);
    first = first.isEmpty() ? status + why(answer) : first;
    statuses.merge(status, 1, Integer::sum);
    var path = line.split(" ", 3)[1];
    for (var fault : Rule.faults(path, head)) {
      faults.add(fault + " of " + line.split("[ ?]", 3)[0] + " answers " + status);
    }
  }

  /** The reason of a refusal, or the field that was wrong. */
  private static String why(String answer) {
    var why = WHY.matcher(answer);
    return why.find() ? " " + why.group(1) : "";
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        Thread.startVirtualThread(() -> serve(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket near) {
    try (near;
        var far = new Socket(application.getHost(), application.getPort())) {
      near.setSoTimeout(PATIENCE_MS);
      far.setSoTimeout(PATIENCE_MS);
      var in = new BufferedInputStream(near.getInputStream());
      var head = head(in);
      if (head.isEmpty()) {
        return;
      }
      var body = in.readNBytes(length(head));
      var out = far.getOutputStream();
      out.write(rewritten(head).getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      var answer = answer(new BufferedInputStream(far.getInputStream()));
      var text = new String(answer, StandardCharsets.ISO_8859_1);
      note(head.lines().findFirst().orElse(""), text);
      near.getOutputStream().write(answer);
    } catch (IOException gone) {
      // The tool gave up waiting, or the application ended: the tool says so.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int end = 0;
    for (int c = in.read(); c >= 0 && end < 4 && head.size() < LONGEST; ) {
      head.write(c);
      end = c == '\r' || c == '\n' ? end + 1 : 0;
      c = end < 4 ? in.read() : c;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private String rewritten(String head) {
    var lines = new ArrayList<String>();
    boolean keyed = false;
    for (var line : List.of(head.strip().split("\r\n", -1))) {
      var name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      keyed |= name.equals("idempotency-key");
      if (lines.isEmpty() || !OWN.contains(name)) {
        lines.add(line);
      }
    }
    var now = session();
    lines.add("Connection: close");
    lines.add("X-XSRF-TOKEN: x");
    lines.add("Cookie: XSRF-TOKEN=x" + (now.isEmpty() ? "" : "; " + now));
    if (keyed) {
      lines.add(KEY + ": " + UUID.randomUUID());
    }
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** All of an answer; of a stream the first event, for it never ends. */
  private static byte[] answer(InputStream in) throws IOException {
    var answer = new ByteArrayOutputStream();
    var buffer = new byte[1 << 14];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        answer.write(buffer, 0, read);
        if (answer.size() < 1 << 16) {
          var text = answer.toString(StandardCharsets.ISO_8859_1);
          if (text.contains("text/event-stream") && text.contains("\n\n\r\n")) {
            answer.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            break;
          }
        }
      }
    } catch (SocketTimeoutException silent) {
      // What there is goes on.
    }
    return answer.toByteArray();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
