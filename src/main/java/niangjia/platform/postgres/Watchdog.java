package niangjia.platform.postgres;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small process between the application and PostgreSQL. It starts PostgreSQL on order and, when
 * the pipe from the application closes because that ended or was killed, stops it cleanly.
 */
final class Watchdog implements AutoCloseable {

  /**
   * $1 PostgreSQL's directory, $2 data, $3 log. It ignores what a terminal sends to everybody, so
   * that the application drains first. It stops only the server that it knows, never a successor's.
   */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP PIPE
      pid=none
      first() { head -n 1 "$1" 2>/dev/null; }
      while read -r order argument; do
        case $order in
          start)
            if "$1/bin/pg_ctl" start -D "$2" -l "$3" -w -t 600 -s >>"$3" 2>&1 </dev/null
            then pid=$(first "$2/postmaster.pid"); echo "$pid"
            else echo failed
            fi ;;
          keep) pid=$argument ;;
        esac
      done
      if [ "$(first "$2/postmaster.pid")" = "$pid" ]; then
        "$1/bin/pg_ctl" stop -D "$2" -m fast -w -t 60 -s >>"$3" 2>&1 ||
          "$1/bin/pg_ctl" stop -D "$2" -m immediate -w -s >>"$3" 2>&1
      fi
      """;

  private static final int SHOWN_LOG_LINES = 8;

  private final DataDirectory data;
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private Watchdog(DataDirectory data, Process process) {
    this.data = data;
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Starts the watchdog; PostgreSQL waits for {@link #startPostgres()}. */
  static Watchdog begin(DataDirectory data, Binaries binaries) {
    List<String> command = new ArrayList<>(Binaries.prefix());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "niangjia-postgres-watchdog"));
    command.add(binaries.directory().toString());
    command.add(data.data().toString());
    command.add(data.log().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(data.root().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(data.log().toFile()));
    Binaries.withoutSettings(builder);
    try {
      return new Watchdog(data, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts PostgreSQL, waits until it answers and gives the postmaster's process number. */
  long startPostgres() {
    try {
      order("start");
      String answer = answers.readLine();
      if (answer == null || !answer.matches("[0-9]+")) {
        throw new IllegalStateException("PostgreSQL did not start:\n" + endOfLog());
      }
      return Long.parseLong(answer);
    } catch (IOException e) {
      throw new IllegalStateException("The watchdog is gone:\n" + endOfLog(), e);
    }
  }

  /** Takes over a running PostgreSQL from a watchdog that was killed. */
  void keep(long postmaster) {
    try {
      order("keep " + postmaster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The process number. */
  long pid() {
    return process.pid();
  }

  /** Closes the pipe and waits until PostgreSQL has stopped. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // A watchdog that was killed reads no more; the caller looks at what is left running.
    }
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void order(String line) throws IOException {
    orders.write(line);
    orders.write('\n');
    orders.flush();
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(data.log());
      int from = Math.max(0, lines.size() - SHOWN_LOG_LINES);
      return String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "its log " + data.log() + " cannot be read: " + e.getMessage();
    }
  }
}
