package niangjia.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * Seconds from the start of the process to readiness, first on an empty home, which makes the
 * database and the demonstration, then on the same home again; and the memory that it keeps, with
 * PostgreSQL's. Shared pages count once (PSS).
 */
public final class StartBench {

  private static final int WARM = 5;

  private StartBench() {}

  /** Runs the benchmark; its last line is the result. */
  static void main() throws Exception {
    var home = Files.createTempDirectory("niangjia-bench-");
    try {
      double cold = seconds(home, new ArrayList<>());
      say("cold: %.1f s", cold);
      var warm = new ArrayList<Double>();
      var memory = new ArrayList<long[]>();
      for (int i = 0; i < WARM; i++) {
        warm.add(seconds(home, memory));
        say("warm %d: %.1f s", i + 1, warm.getLast());
      }
      warm.sort(null);
      long jvm = memory.getLast()[0];
      long postgres = memory.getLast()[1];
      say(
          "start: cold %.1f s warm %.1f s; resident %d MB with PostgreSQL (jvm %d MB,"
              + " postgres %d MB)",
          cold, warm.get(WARM / 2), jvm + postgres, jvm, postgres);
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  private static double seconds(Path home, List<long[]> memory)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (var product = Product.start(home)) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      long postmaster =
          Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0));
      long postgres = megabytes(postmaster);
      for (var child : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
        postgres += megabytes(child.pid());
      }
      memory.add(new long[] {megabytes(product.pid()), postgres});
      return seconds;
    }
  }

  /** The proportional set size of a process. */
  private static long megabytes(long pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("process " + pid + " has no Pss");
  }

  @FormatMethod
  private static void say(String text, Object... values) {
    IO.println(text.formatted(values));
  }
}
