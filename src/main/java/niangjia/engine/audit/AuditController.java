package niangjia.engine.audit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.union.Unions;
import niangjia.platform.Authz;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail over HTTP. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

  private final Trail trail;
  private final Names names;
  private final Unions unions;

  AuditController(Trail trail, Names names, Unions unions) {
    this.trail = trail;
    this.names = names;
    this.unions = unions;
  }

  /**
   * What to list; all of it when nothing is said.
   *
   * @param who the account that did it
   * @param object the identifier of what it was done on
   * @param operation a part of the operation's method and path
   * @param after the {@code next} of the page before
   */
  record Query(
      @Nullable UUID who,
      @Size(max = 100) @Nullable String object,
      @Size(max = 100) @Nullable String operation,
      Entry.@Nullable Outcome outcome,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable UUID after) {

    EntryRepository.Filter filter() {
      return new EntryRepository.Filter(who, blank(object), blank(operation), outcome, from, until);
    }

    private static @Nullable String blank(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }
  }

  /**
   * An entry as auditors see it.
   *
   * @param who the staff account's name; null for workers, nobody and the system
   * @param union the union for which it was done; null for the system
   */
  record Line(
      UUID id,
      Instant at,
      @Nullable UUID account,
      @Nullable Words who,
      @Nullable Words union,
      String role,
      @Nullable String address,
      String operation,
      @Nullable String kind,
      @Nullable String object,
      @Nullable String reason,
      @Nullable String note,
      Entry.Outcome outcome,
      @Nullable String summary) {}

  /** A page of entries; how many there are in all is not counted. */
  record Lines(List<Line> items, @Nullable String next) {}

  /** What verifying found. */
  record Verified(
      boolean whole,
      long entries,
      int anchors,
      long anchored,
      Verification.@Nullable Fault fault,
      long number,
      Map<Verification.Fault, Integer> faults) {}

  /**
   * Who opened one's record.
   *
   * @param who the officer's name, null for the system
   * @param union the union for which they acted
   */
  record Opening(
      Instant at,
      @Nullable Words who,
      @Nullable Words union,
      String operation,
      @Nullable String reason,
      @Nullable String note,
      @Nullable String summary) {}

  /** A page of the trail in the auditor's scope, the newest first. */
  @GetMapping("/entries")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.AUDITOR)
  Lines entries(
      @ParameterObject @Valid Query query,
      @RequestParam(defaultValue = "50") @Min(1) @Max(Page.LIMIT) int limit) {
    var rows = trail.page(query.filter(), query.after(), limit);
    var page = Page.cut(rows, limit, rows.size(), entry -> entry.id().toString());
    var known = named(page.items());
    return new Lines(page.items().stream().map(entry -> line(entry, known)).toList(), page.next());
  }

  /** Recomputes the whole trail. */
  @PostMapping("/verification")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.AUDITOR)
  Verified verify() {
    var report = trail.verify();
    return new Verified(
        report.clean(),
        report.entries(),
        report.anchors(),
        report.anchored(),
        report.first(),
        report.number(),
        report.faults());
  }

  /** Who opened the caller's own record, and why. */
  @GetMapping("/openings")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<Opening> openings() {
    var rows = trail.openings();
    var known = named(rows);
    return rows.stream()
        .map(
            entry ->
                new Opening(
                    entry.at(),
                    entry.account() == null ? null : known.get(entry.account()),
                    union(entry),
                    entry.operation(),
                    entry.reason(),
                    entry.note(),
                    entry.summary()))
        .toList();
  }

  private Map<UUID, Words> named(Collection<Entry> rows) {
    var accounts = rows.stream().map(Entry::account).filter(Objects::nonNull).distinct().toList();
    return new HashMap<>(names.of(accounts));
  }

  private Line line(Entry entry, Map<UUID, Words> known) {
    return new Line(
        entry.id(),
        entry.at(),
        entry.account(),
        entry.account() == null ? null : known.get(entry.account()),
        union(entry),
        entry.role(),
        entry.address(),
        entry.operation(),
        entry.kind(),
        entry.object(),
        entry.reason(),
        entry.note(),
        entry.outcome(),
        entry.summary());
  }

  private @Nullable Words union(Entry entry) {
    return entry.path().isEmpty() ? null : unions.nearest(entry.path()).name();
  }
}
