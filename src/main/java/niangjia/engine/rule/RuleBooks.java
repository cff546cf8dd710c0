package niangjia.engine.rule;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Makes and changes tables: one officer writes, tries and proposes, another enacts. */
@Service
public class RuleBooks {

  /** The most tables that a list shows. */
  static final int MOST = 300;

  private static final String CODE = "[a-z][a-z0-9.-]{1,59}";
  private static final int REASON = 500;

  /** When a version is to be in force, and why. */
  public record Proposal(LocalDate from, @Nullable LocalDate until, String reason) {}

  /** What came of changing a table. */
  public sealed interface Changed {

    /** It is done. */
    record Done(RuleBook book) implements Changed {}

    /** It is not. */
    record Refused(Reason reason) implements Changed {}

    /** Why not. */
    enum Reason {
      /** The union has a table for this matter. */
      CODE_TAKEN,
      /** Somebody else has saved the draft since it was read. */
      EDITED_ELSEWHERE,
      /** This text was not tried on past cases yet. */
      NOT_TRIED,
      /** Several clauses cover one case, and only one may. */
      CLAUSES_OVERLAP,
      /** Nothing is proposed. */
      NOT_PROPOSED,
      /** Who wrote or proposed it does not enact it. */
      SAME_OFFICER,
      /** It would end a version before today. */
      REACHES_BACK,
      /** Another version begins within these days. */
      PERIOD_TAKEN
    }
  }

  private final RuleRepository repository;
  private final Evaluator evaluator;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  RuleBooks(
      RuleRepository repository,
      Evaluator evaluator,
      TransactionOperations transactions,
      InstantSource clock) {
    this.repository = repository;
    this.evaluator = evaluator;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Makes a union's table with its first draft; for officers of that union. */
  @Transactional
  public Changed make(String path, String code, RuleTable table) {
    Actor.current().require(path, Role.OFFICER);
    if (!code.matches(CODE)) {
      throw new Invalid("code", "ruleCode");
    }
    var dmn = DmnText.write(RuleCheck.check(table));
    var book = new RuleBook(Ids.next(), path, code, clock.instant());
    if (!repository.make(book)) {
      return new Changed.Refused(Changed.Reason.CODE_TAKEN);
    }
    repository.save(book.id(), 0, repository.keep(dmn, clock.instant()), clock.instant());
    return new Changed.Done(book);
  }

  /**
   * Saves the draft of the next version; a proposal of it is off.
   *
   * @param edit the number that the writer knows the draft by, nought to begin one
   */
  @Transactional
  public Changed save(UUID id, int edit, RuleTable table) {
    var book = inScope(id);
    var dmn = DmnText.write(RuleCheck.check(table));
    var hash = repository.keep(dmn, clock.instant());
    // What KIE does not compile is no table; our own check says so first, and in words.
    evaluator.ready(hash, () -> dmn);
    return repository.save(id, edit, hash, clock.instant())
        ? new Changed.Done(book)
        : new Changed.Refused(Changed.Reason.EDITED_ELSEWHERE);
  }

  /** Proposes the draft as it was read and tried, for the days on which it shall be in force. */
  @Transactional
  public Changed propose(UUID id, int edit, Proposal proposal) {
    var book = inScope(id);
    if (proposal.reason().isBlank() || proposal.reason().length() > REASON) {
      throw new Invalid("reason", proposal.reason().isBlank() ? "required" : "tooLong", REASON);
    }
    if (proposal.until() != null && !proposal.until().isAfter(proposal.from())) {
      throw new Invalid("until", "after", proposal.from());
    }
    var draft = draft(id, edit);
    if (draft.isEmpty()) {
      return new Changed.Refused(Changed.Reason.EDITED_ELSEWHERE);
    }
    var no = hindrance(draft.get(), proposal);
    if (no.isPresent()) {
      return new Changed.Refused(no.get());
    }
    return repository.propose(id, edit, proposal, clock.instant())
        ? new Changed.Done(book)
        : new Changed.Refused(Changed.Reason.EDITED_ELSEWHERE);
  }

  private Optional<Changed.Reason> hindrance(RuleBook.Version draft, Proposal proposal) {
    if (!repository.tried(draft.book(), draft.hash())) {
      return Optional.of(Changed.Reason.NOT_TRIED);
    }
    if (RuleGaps.of(ready(draft).sheet()).findings().stream().anyMatch(RuleGaps.Finding::bars)) {
      return Optional.of(Changed.Reason.CLAUSES_OVERLAP);
    }
    var today = Rules.day(clock.instant());
    for (var other : repository.versions(List.of(draft.book()))) {
      var from = other.from();
      if (other.enactedAt() == null || from == null) {
        continue;
      }
      boolean ends = other.until() != null && !other.until().isAfter(proposal.from());
      boolean later = proposal.until() != null && !from.isBefore(proposal.until());
      if (ends || later) {
        continue;
      }
      if (!from.isBefore(proposal.from())) {
        return Optional.of(Changed.Reason.PERIOD_TAKEN);
      }
      if (proposal.from().isBefore(today)) {
        return Optional.of(Changed.Reason.REACHES_BACK);
      }
    }
    return Optional.empty();
  }

  /** Enacts what another officer proposed; what is in force until then ends on its first day. */
  public Changed enact(UUID id, int edit) {
    try {
      return java.util.Objects.requireNonNull(transactions.execute(_ -> enacted(id, edit)));
    } catch (DataIntegrityViolationException e) {
      if (String.valueOf(e.getMessage()).contains("one_in_force_at_a_time")) {
        return new Changed.Refused(Changed.Reason.PERIOD_TAKEN);
      }
      throw e;
    }
  }

  private Changed enacted(UUID id, int edit) {
    var book = inScope(id);
    var found = draft(id, edit);
    if (found.isEmpty()) {
      return new Changed.Refused(Changed.Reason.EDITED_ELSEWHERE);
    }
    var draft = found.get();
    if (draft.from() == null || draft.reason() == null) {
      return new Changed.Refused(Changed.Reason.NOT_PROPOSED);
    }
    var me = Actor.current().account();
    if (me == null || me.equals(draft.savedBy()) || me.equals(draft.proposedBy())) {
      return new Changed.Refused(Changed.Reason.SAME_OFFICER);
    }
    var no = hindrance(draft, new Proposal(draft.from(), draft.until(), draft.reason()));
    if (no.isPresent()) {
      return new Changed.Refused(no.get());
    }
    repository.endBefore(id, draft.from());
    if (!repository.enact(id, edit, clock.instant())) {
      throw new IllegalStateException("a draft changed under a lock");
    }
    return new Changed.Done(book);
  }

  /** Sends a proposal back to its writer. */
  @Transactional
  public Changed sendBack(UUID id, int edit) {
    var book = inScope(id);
    return repository.sendBack(id, edit)
        ? new Changed.Done(book)
        : new Changed.Refused(Changed.Reason.NOT_PROPOSED);
  }

  /** The union's own table for a matter. */
  @Transactional(readOnly = true)
  public Optional<RuleBook> find(String path, String code) {
    return repository.book(path, code);
  }

  /** A table of the officer's unions. */
  @Transactional(readOnly = true)
  public RuleBook inScope(UUID id) {
    var book = repository.book(id).orElseThrow(NotFound::new);
    Actor.current().require(book.path(), Role.OFFICER);
    return book;
  }

  /** The tables of the officer's unions and, to be read, of the unions above them. */
  @Transactional(readOnly = true)
  List<RuleBook> around() {
    return repository.around(Actor.current().paths(Role.OFFICER), MOST);
  }

  /** All versions of those tables, newest first. */
  @Transactional(readOnly = true)
  List<RuleBook.Version> versions(Collection<UUID> books) {
    return repository.versions(books);
  }

  /** A version of a table of the officer's unions. */
  @Transactional(readOnly = true)
  RuleBook.Version version(UUID id, int number) {
    inScope(id);
    return repository.versions(List.of(id)).stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  /** The version's text as DMN. */
  @Transactional(readOnly = true)
  String dmn(RuleBook.Version version) {
    return repository.content(version.hash());
  }

  /** The version's table. */
  @Transactional(readOnly = true)
  Evaluator.Ready ready(RuleBook.Version version) {
    return evaluator.ready(version.hash(), () -> repository.content(version.hash()));
  }

  /** The table of a version. */
  @Transactional(readOnly = true)
  RuleTable table(UUID version) {
    return ready(repository.version(version).orElseThrow()).sheet().table();
  }

  /** The table of a text that was tried. */
  @Transactional(readOnly = true)
  RuleTable table(String hash) {
    return evaluator.ready(hash, () -> repository.content(hash)).sheet().table();
  }

  /** The draft that has that edit number; it stays so until the transaction ends. */
  private Optional<RuleBook.Version> draft(UUID book, int edit) {
    repository.hold(book);
    return repository.versions(List.of(book)).stream()
        .filter(version -> version.enactedAt() == null && version.edit() == edit)
        .findFirst();
  }
}
