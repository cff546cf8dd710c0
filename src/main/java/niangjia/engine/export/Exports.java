package niangjia.engine.export;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes requests for files and the second officer's word on those with many rows. */
@Service
public class Exports {

  /** Above so many rows a second officer decides. */
  static final int ALONE = 10_000;

  /** No file has more rows. */
  static final int ROWS = 200_000;

  /** How often a file is begun. */
  static final int TRIES = 3;

  /** After so long without a sign a node has died. */
  static final Duration DEAD = Duration.ofSeconds(30);

  private static final Duration UNDECIDED = Duration.ofDays(7);
  private static final int AT_ONCE = 5;
  private static final int SHOWN = 50;
  private static final int NOTE = 100;
  private static final int WORDS = 200;

  /** Six digits in a row could be the end of somebody's number; a note holds none. */
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d\\s-]{4,}\\d");

  private static final Set<Export.Purpose> NEEDS_NOTE =
      Set.of(Export.Purpose.PASS_ON, Export.Purpose.OTHER);

  /** Why there is no file. */
  enum Reason {
    /** There are more rows than any file may have. */
    TOO_MANY_ROWS,
    /** So many of this account are under way already. */
    TOO_MANY_AT_ONCE,
    /** Nobody decides on their own request. */
    OWN_REQUEST,
    DECIDED_ALREADY,
    /** Only who asked for a file gets it. */
    NOT_YOURS,
    /** It is not written yet, or never will be. */
    NOT_READY,
    /** Its day is over. */
    REMOVED
  }

  /**
   * What is asked for.
   *
   * @param language of the headings, zh or en
   */
  record Wish(
      String source,
      UUID subject,
      Export.Format format,
      String language,
      boolean whole,
      Export.Purpose purpose,
      @Nullable String note) {}

  private final Map<String, Source> sources;
  private final ExportRepository repository;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Exports(
      List<Source> sources,
      ExportRepository repository,
      TransactionOperations transactions,
      InstantSource clock) {
    this.transactions = transactions;
    this.sources =
        sources.stream().collect(Collectors.toUnmodifiableMap(Source::name, Function.identity()));
    this.repository = repository;
    this.clock = clock;
  }

  /** The source of that name. */
  Source source(String name) {
    var source = sources.get(name);
    if (source == null) {
      throw new Invalid("source", "unknown");
    }
    return source;
  }

  /** What an officer may export under that id, and how many rows it has now. */
  @Transactional(readOnly = true)
  public Source.Subject subject(String source, UUID id) {
    return source(source).subject(id);
  }

  /** Asks for a file; with many rows it waits for a second officer. */
  @Transactional
  public Export ask(Wish wish) {
    var subject = source(wish.source()).subject(wish.subject());
    Actor.current().require(subject.path(), Role.OFFICER);
    if (wish.whole() && wish.purpose() == Export.Purpose.REPORT) {
      throw new Invalid("whole", "masked");
    }
    var note = note(wish);
    if (subject.rows() > ROWS) {
      throw new Refused(Reason.TOO_MANY_ROWS, Map.of("rows", subject.rows(), "most", ROWS));
    }
    var asked = export(wish, subject, note);
    if (!repository.ask(asked, AT_ONCE)) {
      throw new Refused(Reason.TOO_MANY_AT_ONCE, Map.of("most", AT_ONCE));
    }
    tell(asked);
    return asked;
  }

  private Export export(Wish wish, Source.Subject subject, @Nullable String note) {
    return new Export(
        Ids.next(),
        subject.path(),
        wish.source(),
        wish.subject(),
        subject.title().zh(),
        subject.title().en(),
        wish.format(),
        wish.language(),
        wish.whole(),
        wish.purpose(),
        note,
        subject.rows() > ALONE ? Export.State.ASKED : Export.State.QUEUED,
        subject.rows(),
        0,
        0,
        account(),
        clock.instant(),
        null,
        null,
        null,
        0,
        null,
        null);
  }

  private static @Nullable String note(Wish wish) {
    var note = wish.note() == null || wish.note().isBlank() ? null : wish.note().strip();
    if (note == null && NEEDS_NOTE.contains(wish.purpose())) {
      throw new Invalid("note", "required");
    }
    if (note != null && note.length() > NOTE) {
      throw new Invalid("note", "tooLong", NOTE);
    }
    if (note != null && NUMBER.matcher(note).find()) {
      throw new Invalid("note", "personal");
    }
    return note;
  }

  /** One's own exports, newest first. */
  @Transactional(readOnly = true)
  public List<Export> mine() {
    return repository.askedBy(account(), SHOWN);
  }

  /** What others asked for and waits for a second officer like this one. */
  @Transactional(readOnly = true)
  public List<Export> toDecide() {
    return repository.waiting(account(), Actor.current().paths(Role.OFFICER), SHOWN);
  }

  /** One export in the officer's scope. */
  @Transactional(readOnly = true)
  public Export get(UUID id) {
    var export = repository.find(id).orElseThrow(NotFound::new);
    Actor.current().require(export.path(), Role.OFFICER);
    return export;
  }

  /** Allows what another officer asked for. */
  @Transactional
  public Export approve(UUID id) {
    return decide(id, Export.State.QUEUED, null);
  }

  /** Refuses what another officer asked for, and says why. */
  @Transactional
  public Export refuse(UUID id, String words) {
    if (words.isBlank()) {
      throw new Invalid("words", "required");
    }
    if (words.strip().length() > WORDS) {
      throw new Invalid("words", "tooLong", WORDS);
    }
    return decide(id, Export.State.REFUSED, words.strip());
  }

  private Export decide(UUID id, Export.State next, @Nullable String words) {
    var export = get(id);
    var by = account();
    if (export.askedBy().equals(by)) {
      throw new Refused(Reason.OWN_REQUEST, Map.of());
    }
    if (!repository.decide(id, next, by, words, clock.instant())) {
      throw new Refused(Reason.DECIDED_ALREADY, Map.of());
    }
    tell(export);
    return get(id);
  }

  /** The export whose file is to be read now, by who asked for it. */
  @Transactional(readOnly = true)
  public Export toRead(UUID id) {
    var export = get(id);
    if (!export.askedBy().equals(account())) {
      throw new Refused(Reason.NOT_YOURS, Map.of());
    }
    return switch (export.state()) {
      case READY -> {
        tell(export);
        yield export;
      }
      case REMOVED -> throw new Refused(Reason.REMOVED, Map.of());
      case ASKED, QUEUED, RUNNING, REFUSED, FAILED -> throw new Refused(Reason.NOT_READY, Map.of());
    };
  }

  /** Ends what cannot go on, and removes the files whose day is over; the system's own work. */
  public void tidy() {
    var now = clock.instant();
    Actor.asSystem(
        () ->
            transactions.execute(
                _ ->
                    repository.end(now.minus(DEAD), TRIES, now.minus(UNDECIDED))
                        + repository.remove(now.minus(Files.KEPT))));
  }

  /** What the audit trail says of it. */
  private static void tell(Export export) {
    var deed = Deed.current();
    if (deed != null) {
      deed.on("export", export.id().toString()).because(export.purpose().name(), export.note());
      Deed.sum(summary(export, export.rows()));
    }
  }

  /** What went out: how much of what, in which shape. */
  static String summary(Export export, int rows) {
    return "rows="
        + rows
        + (export.whole() ? " whole " : " masked ")
        + export.source()
        + " "
        + export.subject()
        + " "
        + export.format();
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    return account;
  }
}
