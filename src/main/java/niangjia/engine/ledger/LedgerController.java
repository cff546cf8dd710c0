package niangjia.engine.ledger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import niangjia.engine.ledger.LedgerViews.AccountView;
import niangjia.engine.ledger.LedgerViews.LineDetail;
import niangjia.engine.ledger.LedgerViews.LineView;
import niangjia.engine.ledger.LedgerViews.TransferView;
import niangjia.engine.union.Union;
import niangjia.platform.Authz;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Funds, budget lines, accounts and transfers over HTTP. Money is counted in fen. */
@RestController
@RequestMapping("/api/ledger")
class LedgerController {

  private static final String KEY = "Idempotency-Key";

  private final Budgets budgets;
  private final Statements statements;
  private final LedgerViews views;

  LedgerController(Budgets budgets, Statements statements, LedgerViews views) {
    this.budgets = budgets;
    this.statements = statements;
    this.views = views;
  }

  /** A fund to be opened; CNY, or what the goods are called. */
  record FundWanted(
      @NotNull Union.Id union,
      @NotNull Words title,
      @NotBlank @Size(max = 20) String unit,
      @Min(1) @Max(Transfer.MOST) long amount) {}

  /** What one sub-union gets. */
  record ShareWanted(@NotNull Union.Id union, @Min(1) @Max(Transfer.MOST) long amount) {}

  /** What several sub-unions get at once. */
  record Allotment(
      @NotEmpty @Size(max = Budgets.MOST_SHARES) List<@Valid ShareWanted> shares,
      @Nullable @Size(min = 1, max = 200) String words) {}

  /** An amount, and why. */
  record AmountWanted(
      @Min(1) @Max(Transfer.MOST) long amount, @Nullable @Size(min = 1, max = 200) String words) {

    private Budgets.Order order(UUID key) {
      return new Budgets.Order(key, amount, words);
    }
  }

  /** An amount that a line below gives back. */
  record Recall(
      @NotNull UUID line,
      @Min(1) @Max(Transfer.MOST) long amount,
      @Nullable @Size(min = 1, max = 200) String words) {}

  /** Why something is taken back. */
  record Reversal(@NotBlank @Size(max = 200) String words) {}

  /** A transfer that was posted. */
  record PostedView(UUID id) {}

  /** The funds that the reader's unions have, and the lines that were allotted to them. */
  @GetMapping("/funds")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  List<LineView> funds() {
    return budgets.highest().stream().map(views::line).toList();
  }

  /** Opens a fund with what it has. */
  @PostMapping("/funds")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  LineView open(@RequestHeader(KEY) UUID key, @RequestBody @Valid FundWanted wanted) {
    var founding =
        new Budgets.Founding(
            wanted.union(), wanted.title(), wanted.unit().strip(), wanted.amount());
    return views.line(budgets.open(key, founding));
  }

  /** One line with its accounts and the lines below it. */
  @GetMapping("/lines/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "line")
  LineDetail line(@PathVariable UUID id) {
    var standing = budgets.standing(id);
    return new LineDetail(
        views.line(standing),
        statements.accounts(standing.line()).stream().map(views::account).toList(),
        budgets.below(id).stream().map(views::line).toList());
  }

  /** Puts more from outside into a fund or its stock. */
  @PostMapping("/lines/{id}/receipts")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "line")
  LineView receive(
      @PathVariable UUID id,
      @RequestHeader(KEY) UUID key,
      @RequestBody @Valid AmountWanted wanted) {
    return views.line(budgets.receive(id, wanted.order(key)));
  }

  /** Hands out goods from stock. */
  @PostMapping("/lines/{id}/issues")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "line")
  LineView issue(
      @PathVariable UUID id,
      @RequestHeader(KEY) UUID key,
      @RequestBody @Valid AmountWanted wanted) {
    return views.line(budgets.issue(id, wanted.order(key)));
  }

  /** Allots to sub-unions: all of it, or nothing. */
  @PostMapping("/lines/{id}/allotments")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "line")
  LineView allot(
      @PathVariable UUID id, @RequestHeader(KEY) UUID key, @RequestBody @Valid Allotment wanted) {
    var shares =
        wanted.shares().stream()
            .map(share -> new Budgets.Share(share.union(), share.amount()))
            .toList();
    return views.line(budgets.allot(id, key, shares, wanted.words()));
  }

  /** Takes back from a line below what it has not spent. */
  @PostMapping("/lines/{id}/recalls")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "line")
  LineView recall(
      @PathVariable UUID id, @RequestHeader(KEY) UUID key, @RequestBody @Valid Recall wanted) {
    var order = new Budgets.Order(key, wanted.amount(), wanted.words());
    return views.line(budgets.recall(id, wanted.line(), order));
  }

  /** The transfers of a line's accounts, newest first. */
  @GetMapping("/lines/{id}/transfers")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "line")
  Page<TransferView> transfers(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var accounts = statements.accounts(budgets.get(id));
    return views.transfers(statements.transfers(accounts, after, limit));
  }

  /** An account. */
  @GetMapping("/accounts/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "account")
  AccountView account(@PathVariable UUID id) {
    return views.account(statements.account(id));
  }

  /** The transfers of an account, newest first. */
  @GetMapping("/accounts/{id}/transfers")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "account")
  Page<TransferView> statement(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var accounts = List.of(statements.account(id));
    return views.transfers(statements.transfers(accounts, after, limit));
  }

  /** Takes a transfer back as a whole, by another one that names it. */
  @PostMapping("/transfers/{id}/reverse")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "transfer")
  PostedView reverse(
      @PathVariable UUID id, @RequestHeader(KEY) UUID key, @RequestBody @Valid Reversal wanted) {
    return new PostedView(budgets.reverse(id, key, wanted.words().strip()).id());
  }
}
