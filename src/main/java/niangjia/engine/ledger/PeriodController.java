package niangjia.engine.ledger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.engine.ledger.LedgerViews.ClosingView;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trial balances and closed periods over HTTP. */
@RestController
@RequestMapping("/api/ledger")
class PeriodController {

  private final Periods periods;
  private final Statements statements;
  private final Unions unions;
  private final LedgerViews views;

  PeriodController(Periods periods, Statements statements, Unions unions, LedgerViews views) {
    this.periods = periods;
    this.statements = statements;
    this.unions = unions;
    this.views = views;
  }

  /** A trial balance, and whether it adds up. */
  record TrialView(
      Union union,
      LocalDate until,
      List<Statements.UnitBalance> units,
      List<UUID> different,
      boolean balanced) {}

  /** Days to be closed: all up to and with that one. */
  record ClosingWanted(@NotNull Union.Id union, @NotNull LocalDate until) {}

  /** Why a period has to be opened again. */
  record OpeningWanted(@NotBlank @Size(max = 200) String reason) {}

  /** The trial balance of a union and all below it; without a union that of the reader's first. */
  @GetMapping("/trial")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  TrialView trial(
      @RequestParam(required = false) @Nullable UUID union,
      @RequestParam(required = false) @Nullable LocalDate until) {
    var of =
        union == null
            ? unions.nearest(Actor.current().paths(Role.OFFICER, Role.LEADER).getFirst())
            : unions.get(new Union.Id(union));
    var trial = statements.trial(of, until);
    return new TrialView(
        trial.union(), trial.until(), trial.units(), trial.different(), trial.balanced());
  }

  /** What was closed for the reader's unions, newest first. */
  @GetMapping("/closings")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  List<ClosingView> closings() {
    return views.closings(periods.all());
  }

  /** Closes days that are over. */
  @PostMapping("/closings")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  ClosingView close(@RequestBody @Valid ClosingWanted wanted) {
    var union =
        unions
            .find(wanted.union())
            .filter(known -> Actor.current().covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    return view(periods.close(union, wanted.until()));
  }

  /** Asks to open a period again. */
  @PostMapping("/closings/{id}/ask")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "closing")
  ClosingView ask(@PathVariable UUID id, @RequestBody @Valid OpeningWanted wanted) {
    return view(periods.ask(id, wanted.reason()));
  }

  /** Opens a period again that another officer asked for. */
  @PostMapping("/closings/{id}/open")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "closing")
  ClosingView open(@PathVariable UUID id) {
    return view(periods.open(id));
  }

  private ClosingView view(Periods.Closing closing) {
    return views.closings(List.of(closing)).getFirst();
  }
}
