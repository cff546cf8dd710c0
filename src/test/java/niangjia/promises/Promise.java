package niangjia.promises;

import java.util.List;

/** What is promised, how it is tried, and which figures show it. */
@SuppressWarnings("ImmutableEnumChecker")
enum Promise {
  P1(
      "No acknowledged booking is ever lost",
      "Workers book, wait, accept and give back while the application and PostgreSQL are killed"
          + " in turn; a checker that shares no code compares every answer with the book.",
      "A release run is `-Dniangjia.faults.kills=200`. Only what A1 and A2 have is tried.",
      List.of(
          Shown.of("acks", "acknowledgements", ">= 2,000", "KillTests"),
          Shown.of("kills", "kills", ">= 6", "KillTests"),
          Shown.of("lost", "lost or changed", "0", "KillTests"),
          Shown.of("gap", "longest time without an answer, s", "", "KillTests"))),
  P2(
      "Never one too many",
      "23 rushes with seeds on two nodes, the largest 10,000 people for 400 places; people retry,"
          + " tap twice and give back.",
      "No quota is changed in the middle of a rush.",
      List.of(
          Shown.of("rushes", "rushes", "23", "RushTests"),
          Shown.of("asked", "people who asked", "", "RushTests"),
          Shown.of("faults", "oversold, undersold or miscounted", "0", "RushTests"),
          Shown.of("oversold", "oversold while killed", "0", "KillTests"))),
  P3(
      "Nobody gets two shares",
      "Every tenth request is sent twice at once, all are retried with their key, some on the"
          + " other node or in a sibling offering, during the kills of P1.",
      "",
      List.of(
          Shown.of("double", "people with two", "0", "KillTests"),
          Shown.of("key", "keys with two different answers", "0", "KillTests"))),
  P6(
      "Nobody sees another union's people",
      "Every operation of the API description, by every role, on objects in every position of the"
          + " tree; expected answers are worked out from policy and tree, never asked.",
      "",
      List.of(
          Shown.of("cells", "the matrix", "0 faults", "AuthorisationTests"),
          Shown.of("withoutPolicy", "operations without a policy", "0", "AuthorisationTests"),
          Shown.of("mutants", "planted faults", "> 200", "AuthorisationTests"),
          Shown.of("missed", "planted faults not found", "0", "AuthorisationTests"))),
  P7(
      "Numbers are masked unless somebody states a purpose",
      "During the drill of P11 every byte of the database's files, of its log of changes and of the"
          + " logs is looked through for the phones of those who booked and for identity numbers.",
      "No crawl of all answers by every role has been made.",
      List.of(
          Shown.of(
              "looked", "backups, log of changes and logs looked through, MB", "", "RestoreTests"),
          Shown.of("found", "known phones and identity numbers in them", "0", "RestoreTests"))),
  P8(
      "The audit trail cannot be altered unseen",
      "Entries are edited, deleted, cut and the chain rebuilt by the database's owner; every write"
          + " of the matrix of P6 is looked for in the trail.",
      "Not every one of 10,000 entries is tampered with one by one; the speed of verification and"
          + " the lag of the chain are not measured.",
      List.of(
          Shown.of("writes", "transactions that wrote", "> 100", "AuthorisationTests"),
          Shown.of("untraced", "of them without an entry", "0", "AuthorisationTests"),
          Shown.of("edits", "kinds of edit tried, all found", "7", "TrailTests"))),
  P9(
      "A rush degrades, never lies",
      "The answers during the kills of P1.",
      "A burst of ten times the capacity and the return to normal are in `./niangjia bench`, not"
          + " in the tests.",
      List.of(
          Shown.of("faults", "answers 500", "0", "KillTests"),
          Shown.of("bare", "answers 503 without `Retry-After`", "0", "KillTests"),
          Shown.of("untold", "rows that nobody was ever told of", "0", "KillTests"))),
  P10(
      "It comes back",
      "Kills as in P1; the network to the database is cut for seconds in three ways; the provider"
          + " of text messages hangs and fails.",
      "Targets are for a quiet machine; the tests run beside others. Full disks, slow networks and"
          + " an hour's soak are not tried.",
      List.of(
          Shown.of("app", "application killed: ready after, worst, s", "15", "KillTests"),
          Shown.of("db", "PostgreSQL killed: ready after, worst, s", "10", "KillTests"),
          Shown.of("cut", "network mended: served again after, worst, s", "10", "CutTests"),
          Shown.of("texts", "texts that waited out the outage", "all, once", "OutageTests"),
          Shown.of("drained", "provider back: all sent after, s", "60", "OutageTests"))),
  P11(
      "It can be restored",
      "A base copy is taken in the middle of a rush; then application and PostgreSQL are killed"
          + " and the home is deleted; it is restored from base copy and log.",
      "The data of the drill is small (about 70 MB): ten minutes for 10 GB is not measured.",
      List.of(
          Shown.of("acks", "acknowledgements before the end", "", "RestoreTests"),
          Shown.of("lost", "lost with the disk", "", "RestoreTests"),
          Shown.of("seconds", "lost: those of the last, s", "60", "RestoreTests"),
          Shown.of("back", "deleted to ready, s", "600", "RestoreTests"),
          Shown.of("refused", "damaged backups refused, of seven", "7", "BackupTests"))),
  P12(
      "Erasure and consent hold",
      "Somebody with bookings, a voucher, a feed and openings by officers is erased; then every"
          + " table is read, opened and as it lies, and the files of the home and the database.",
      "The log is compared as well, without a figure. That consent taken back holds on the next"
          + " request is tested, not counted.",
      List.of(
          Shown.of("traces", "names, numbers and their hashes looked for", "", "ErasureTests"),
          Shown.of("tables", "tables with one of them before", "", "ErasureTests"),
          Shown.of("hits", "tables with one of them afterwards", "0", "ErasureTests"))),
  P13(
      "No input breaks it",
      "Boundary values, naughty strings, wrong types, raw bodies and foreign methods at every"
          + " operation; archives that unpack without end, endless lines and numbers; callers who"
          + " send a byte now and then.",
      "10,000 requests each time instead of 50,000; the heap afterwards is not compared.",
      List.of(
          Shown.of("requests", "bad requests", ">= 10,000", "FuzzTests"),
          Shown.of("faults", "answered by a fault or with our insides", "0", "FuzzTests"),
          Shown.of("bombs", "files that are bombs, refused or cut short", "", "BombTests"),
          Shown.of("slowest", "slowest answer to a bomb, s", "2", "BombTests"),
          Shown.of("slow", "slow callers at once", "", "SlowTests"),
          Shown.of("beside", "answer to others beside them, worst, s", "2", "SlowTests"))),
  P15(
      "Time tricks gain nothing",
      "The database's clock opens and closes everything; no other clock is in the sources.",
      "No test moves a clock by a day: there is no figure.",
      List.of());

  /**
   * A figure that shows it.
   *
   * @param key its name in {@link Figures#record}
   * @param target what it should be; empty when it only tells the size of the trial
   * @param test the test that finds it
   */
  record Shown(String key, String words, String target, String test) {

    static Shown of(String key, String words, String target, String test) {
      return new Shown(key, words, target, test);
    }
  }

  private final String words;
  private final String trial;
  private final String left;
  private final List<Shown> figures;

  Promise(String words, String trial, String fallsShort, List<Shown> figures) {
    this.words = words;
    this.trial = trial;
    this.left = fallsShort;
    this.figures = figures;
  }

  String words() {
    return words;
  }

  /** What is done to it. */
  String trial() {
    return trial;
  }

  /** What the trial leaves out. */
  String fallsShort() {
    return left;
  }

  List<Shown> figures() {
    return figures;
  }
}
