package niangjia.platform.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * An application of its own that starts PostgreSQL on a home and waits to be killed. It prints the
 * process numbers of PostgreSQL and of its watchdog on one line that begins with {@code started}.
 */
final class StartAndWait {

  private StartAndWait() {}

  static void main(String[] arguments) throws InterruptedException {
    EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
    IO.println("started " + server.postmaster() + " " + server.watchdogPid());
    new CountDownLatch(1).await();
    server.close();
  }
}
