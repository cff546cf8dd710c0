package niangjia.engine.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tables as officers see them. */
@Component
class RuleViews {

  /** Where a version stands. */
  enum RulePhase {
    /** Being written. */
    DRAFT,
    /** Waiting for a second officer. */
    PROPOSED,
    /** Enacted, and to be in force later. */
    COMING,
    /** In force today. */
    IN_FORCE,
    /** Enacted, and over. */
    OVER
  }

  /**
   * One version.
   *
   * @param mine whether the caller saved or proposed it, and so does not enact it
   */
  record RuleVersion(
      int number,
      int edit,
      String hash,
      RulePhase phase,
      Instant savedAt,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable String reason,
      @Nullable Instant enactedAt,
      boolean mine) {}

  /**
   * A table in the list.
   *
   * @param own whether the officer may change it; others are of unions above
   * @param current the version in force today
   * @param next a draft, what is proposed, or what comes later
   */
  record RuleLine(
      UUID id,
      String code,
      Words title,
      Union union,
      boolean own,
      int clauses,
      @Nullable RuleVersion current,
      @Nullable RuleVersion next) {}

  /** A case that the looking over found. */
  record RuleFinding(
      RuleGaps.Finding.Matter matter, boolean bars, List<String> when, List<String> clauses) {}

  /**
   * A table on its writer's desk.
   *
   * @param edit the number of the draft, nought when there is none and the newest version shows
   * @param tried whether this text was tried on past cases
   * @param whole whether all cases were looked at for findings
   */
  record RuleDetail(
      RuleLine rule,
      int edit,
      RuleTable table,
      List<RuleVersion> versions,
      List<RuleFinding> findings,
      boolean whole,
      boolean tried) {}

  /** One version to be read. */
  record RuleText(RuleLine rule, RuleVersion version, RuleTable table) {}

  private static final java.util.Set<RulePhase> STILL_TO_COME =
      java.util.Set.of(RulePhase.DRAFT, RulePhase.PROPOSED, RulePhase.COMING);

  private final RuleBooks books;
  private final RuleRepository repository;
  private final Unions unions;
  private final InstantSource clock;

  RuleViews(RuleBooks books, RuleRepository repository, Unions unions, InstantSource clock) {
    this.books = books;
    this.repository = repository;
    this.unions = unions;
    this.clock = clock;
  }

  RuleVersion version(RuleBook.Version version) {
    var me = Actor.current().account();
    return new RuleVersion(
        version.number(),
        version.edit(),
        version.hash(),
        phase(version),
        version.savedAt(),
        version.from(),
        version.until(),
        version.reason(),
        version.enactedAt(),
        me == null || me.equals(version.savedBy()) || me.equals(version.proposedBy()));
  }

  private RulePhase phase(RuleBook.Version version) {
    var today = Rules.day(clock.instant());
    var from = version.from();
    if (version.enactedAt() == null || from == null) {
      return version.proposedAt() == null ? RulePhase.DRAFT : RulePhase.PROPOSED;
    }
    if (version.inForce(today)) {
      return RulePhase.IN_FORCE;
    }
    return today.isBefore(from) ? RulePhase.COMING : RulePhase.OVER;
  }

  /** The tables that the officer makes or stands under. */
  List<RuleLine> all() {
    return lines(books.around()).values().stream()
        .filter(line -> line.own() || line.current() != null)
        .toList();
  }

  private Map<UUID, RuleLine> lines(List<RuleBook> all) {
    var versions = new HashMap<UUID, List<RuleBook.Version>>();
    for (var version : books.versions(all.stream().map(RuleBook::id).toList())) {
      versions.computeIfAbsent(version.book(), _ -> new java.util.ArrayList<>()).add(version);
    }
    var lines = new java.util.LinkedHashMap<UUID, RuleLine>();
    for (var book : all) {
      lines.put(book.id(), line(book, versions.getOrDefault(book.id(), List.of())));
    }
    return lines;
  }

  RuleLine line(RuleBook book, List<RuleBook.Version> versions) {
    var today = Rules.day(clock.instant());
    var current = versions.stream().filter(each -> each.inForce(today)).findFirst().orElse(null);
    var next =
        versions.stream()
            .filter(each -> STILL_TO_COME.contains(phase(each)))
            .findFirst()
            .orElse(null);
    var shown = current != null ? current : versions.getFirst();
    var table = books.ready(shown).sheet().table();
    return new RuleLine(
        book.id(),
        book.code(),
        table.title(),
        unions.nearest(book.path()),
        Actor.current().covers(book.path(), Role.OFFICER),
        table.clauses().size(),
        current == null ? null : version(current),
        next == null ? null : version(next));
  }

  RuleDetail detail(RuleBook book) {
    var versions = books.versions(List.of(book.id()));
    var newest = versions.getFirst();
    var sheet = books.ready(newest).sheet();
    var findings = RuleGaps.of(sheet);
    return new RuleDetail(
        line(book, versions),
        newest.enactedAt() == null ? newest.edit() : 0,
        sheet.table(),
        versions.stream().map(this::version).toList(),
        findings.findings().stream().map(RuleViews::finding).toList(),
        findings.whole(),
        repository.tried(book.id(), newest.hash()));
  }

  private static RuleFinding finding(RuleGaps.Finding finding) {
    return new RuleFinding(finding.matter(), finding.bars(), finding.when(), finding.clauses());
  }

  /** One version of a table. */
  RuleText text(RuleBook book, RuleBook.Version version) {
    return new RuleText(
        line(book, books.versions(List.of(book.id()))),
        version(version),
        books.ready(version).sheet().table());
  }

  /** The version in force of a table, which may be that of a union above. */
  RuleText inForce(RuleLine line) {
    var today = Rules.day(clock.instant());
    var version =
        books.versions(List.of(line.id())).stream()
            .filter(each -> each.inForce(today))
            .findFirst()
            .orElseThrow();
    return new RuleText(line, version(version), books.ready(version).sheet().table());
  }
}
