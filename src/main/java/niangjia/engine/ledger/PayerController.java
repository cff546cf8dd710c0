package niangjia.engine.ledger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.UUID;
import niangjia.engine.ledger.PayoutRepository.Payer;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The bank accounts from which unions pay, over HTTP. */
@RestController
@RequestMapping("/api/ledger/payer")
class PayerController {

  private final PayoutRepository repository;
  private final Unions unions;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  PayerController(
      PayoutRepository repository,
      Unions unions,
      TransactionOperations transactions,
      InstantSource clock) {
    this.repository = repository;
    this.unions = unions;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** An account from which a union pays, and those below that have none. */
  record PayerWanted(
      @NotNull Union.Id union,
      @NotBlank @Size(max = 70) String name,
      @NotNull @Pattern(regexp = "\\d{8,34}") String account,
      @NotNull @Pattern(regexp = "\\d{12}") String bank) {}

  /**
   * From where a union pays.
   *
   * @param union whose account it is: the union's own, or that of one above; null while there is
   *     none
   */
  record PayerView(
      @Nullable Union union,
      @Nullable String name,
      @Nullable String account,
      @Nullable String bank) {}

  /** From where a union pays. */
  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  PayerView payer(@RequestParam UUID union) {
    var of = unions.get(new Union.Id(union));
    Actor.current().require(of.path(), Role.OFFICER);
    return view(of.path());
  }

  /** Says from where a union pays. */
  @PutMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  PayerView pay(@RequestBody @Valid PayerWanted wanted) {
    var actor = Actor.current();
    var union =
        unions
            .find(wanted.union())
            .filter(known -> actor.covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    var payer = new Payer(union.path(), wanted.name().strip(), wanted.account(), wanted.bank());
    transactions.executeWithoutResult(_ -> repository.pay(payer, actor.account(), clock.instant()));
    return view(union.path());
  }

  private PayerView view(String path) {
    var payer = transactions.execute(_ -> repository.payer(path).orElse(null));
    return payer == null
        ? new PayerView(null, null, null, null)
        : new PayerView(unions.nearest(payer.path()), payer.name(), payer.account(), payer.bank());
  }
}
