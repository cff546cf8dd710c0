package niangjia.verify;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks what a running server publishes of an offering, sharing no code with it: {@code ./niangjia
 * verify OFFERING [URL] [NUMBER:HASH]}. It ends with 0 when all is sound, 1 when something is wrong
 * and 2 when it could not be checked.
 */
public final class Verify {

  private static final int SOUND = 0;
  private static final int WRONG = 1;
  private static final int UNKNOWN = 2;

  private Verify() {}

  static void main(String[] args) {
    System.exit(run(System.out, args));
  }

  /**
   * Checks, says what was found and gives the exit status.
   *
   * @param args the offering's id, then the server's address and a line seen earlier, if any
   */
  public static int run(PrintStream out, String... args) {
    try {
      var seen = args.length > 2 ? BookCheck.Seen.of(args[2]) : null;
      var published = new Published(args.length > 1 ? args[1] : here());
      return book(out, published, UUID.fromString(args[0]), seen);
    } catch (Published.Unreadable | IllegalArgumentException | IndexOutOfBoundsException e) {
      out.println("Not checked: " + e.getMessage());
      return UNKNOWN;
    }
  }

  private static String here() {
    var port = Optional.ofNullable(System.getenv("NIANGJIA_PORT")).orElse("8080");
    return "http://localhost:" + port;
  }

  private static int book(
      PrintStream out, Published published, UUID offering, BookCheck.Seen seen) {
    var draw = new DrawCheck(published, offering);
    var faults = new ArrayList<>(draw.faults());
    var check = new BookCheck(published, offering).against(draw.bookings());
    faults.addAll(check.faults(seen));
    if (!faults.isEmpty()) {
      faults.forEach(fault -> out.println("WRONG: " + fault));
      return WRONG;
    }
    if (!draw.bookings().isEmpty()) {
      out.println("Draw: " + draw.entries() + " entries, drawn again, all turns match.");
      if (check.missing() > 0) {
        out.println("Draw: " + check.missing() + " people held another one and have no line.");
      }
    }
    out.println("Book: " + check.lines() + " lines, each hash worked out again, all match.");
    out.println("Head: " + check.lines() + ":" + check.head());
    out.println("Keep the head; a later check with it finds a book that was written anew.");
    return SOUND;
  }
}
