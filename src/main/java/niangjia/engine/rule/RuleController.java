package niangjia.engine.rule;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.rule.RuleBooks.Changed;
import niangjia.engine.rule.RuleViews.RuleDetail;
import niangjia.engine.rule.RuleViews.RuleLine;
import niangjia.engine.rule.RuleViews.RuleText;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tables as officers write, propose and enact them, over HTTP. */
@RestController
@RequestMapping("/api/rule/tables")
class RuleController {

  private final RuleBooks books;
  private final RuleViews views;
  private final Unions unions;

  RuleController(RuleBooks books, RuleViews views, Unions unions) {
    this.books = books;
    this.views = views;
    this.unions = unions;
  }

  /** A table to be made. */
  record RuleWanted(@NotNull Union.Id union, @NotBlank String code, @NotNull RuleTable table) {}

  /** A draft to be saved, and the number that the writer knows it by. */
  record RuleEdited(@Min(0) int edit, @NotNull RuleTable table) {}

  /** A DMN file to be taken over as the draft. */
  record RuleFile(@Min(0) int edit, @NotBlank String dmn) {}

  /**
   * The draft that the officer has read and tried, and wants in force.
   *
   * @param until the first day on which it shall not be in force any more
   */
  record RuleProposed(
      @Min(1) int edit,
      @NotNull LocalDate from,
      @Nullable LocalDate until,
      @NotBlank String reason) {}

  /** The proposal that the officer has read. */
  record RuleRead(@Min(1) int edit) {}

  /** The tables of the officer's unions, and those in force in the unions above. */
  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<RuleLine> rules() {
    return views.all();
  }

  /** Makes a table with its first draft. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  RuleDetail makeRule(@RequestBody @Valid RuleWanted wanted) {
    var union =
        unions
            .find(wanted.union())
            .filter(known -> Actor.current().covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    return done(books.make(union.path(), wanted.code(), wanted.table()));
  }

  /** What is in force for the officer's union, of its own or of a union above. */
  @GetMapping("/in-force")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<RuleText> inForce(@RequestParam(required = false) @Nullable String code) {
    return views.all().stream()
        .filter(line -> line.current() != null && (code == null || code.equals(line.code())))
        .map(line -> views.inForce(line))
        .toList();
  }

  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail rule(@PathVariable UUID id) {
    return views.detail(books.inScope(id));
  }

  /** One version to be read, by default the newest. */
  @GetMapping("/{id}/text")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleText ruleText(
      @PathVariable UUID id, @RequestParam(required = false) @Nullable Integer number) {
    var book = books.inScope(id);
    return views.text(book, version(id, number));
  }

  /** The same as a DMN file. */
  @GetMapping(value = "/{id}/dmn", produces = "application/xml")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  @Schema(type = "string")
  String ruleFile(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer number) {
    return books.dmn(version(id, number));
  }

  private RuleBook.Version version(UUID id, @Nullable Integer number) {
    return number == null
        ? books.versions(List.of(books.inScope(id).id())).stream()
            .findFirst()
            .orElseThrow(NotFound::new)
        : books.version(id, number);
  }

  /** Saves the draft of the next version. */
  @PutMapping("/{id}/draft")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail saveRule(@PathVariable UUID id, @RequestBody @Valid RuleEdited wanted) {
    return done(books.save(id, wanted.edit(), wanted.table()));
  }

  /** Takes a DMN file over as the draft of the next version. */
  @PutMapping("/{id}/dmn")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail importRule(@PathVariable UUID id, @RequestBody @Valid RuleFile wanted) {
    books.inScope(id);
    return done(books.save(id, wanted.edit(), DmnReader.read(wanted.dmn())));
  }

  /** Proposes the draft for certain days. */
  @PostMapping("/{id}/propose")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail proposeRule(@PathVariable UUID id, @RequestBody @Valid RuleProposed wanted) {
    var proposal = new RuleBooks.Proposal(wanted.from(), wanted.until(), wanted.reason());
    return done(books.propose(id, wanted.edit(), proposal));
  }

  /** Enacts what another officer proposed: from now on that version never changes. */
  @PostMapping("/{id}/enact")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail enactRule(@PathVariable UUID id, @RequestBody @Valid RuleRead read) {
    return done(books.enact(id, read.edit()));
  }

  /** Sends a proposal back to its writer. */
  @PostMapping("/{id}/return")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleDetail sendRuleBack(@PathVariable UUID id, @RequestBody @Valid RuleRead read) {
    return done(books.sendBack(id, read.edit()));
  }

  private RuleDetail done(Changed changed) {
    return switch (changed) {
      case Changed.Done(var book) -> views.detail(book);
      case Changed.Refused(var reason) -> throw new Refused(reason, Map.of());
    };
  }
}
