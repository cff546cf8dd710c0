package niangjia.engine.ledger;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.engine.ledger.Payout.LineState;
import niangjia.engine.ledger.PayoutViews.PayeeView;
import niangjia.engine.ledger.PayoutViews.PayoutMade;
import niangjia.engine.ledger.PayoutViews.PayoutView;
import niangjia.engine.ledger.PayoutViews.ResultView;
import niangjia.platform.Authz;
import niangjia.platform.Page;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Payouts over HTTP; a list of people and a bank's result are the whole body of their request. */
@RestController
@RequestMapping("/api/ledger")
class PayoutController {

  private final Payouts payouts;
  private final PayoutFiles files;
  private final PayoutViews views;

  PayoutController(Payouts payouts, PayoutFiles files, PayoutViews views) {
    this.payouts = payouts;
    this.files = files;
    this.views = views;
  }

  /** What was wrong with a line that failed. */
  record CorrectionWanted(
      @NotNull UUID line,
      @NotBlank @Size(max = 70) String name,
      @NotNull @Pattern(regexp = "\\d{8,34}") String account,
      @Nullable @Pattern(regexp = "\\d{12}") String bank) {

    private Payouts.Correction correction() {
      return new Payouts.Correction(line, name.strip(), account, bank);
    }
  }

  /** Lines to be tried again in another payout. */
  record AgainWanted(
      @NotBlank @Size(max = 60) String title,
      @NotNull LocalDate payOn,
      @NotEmpty @Size(max = 500) List<@Valid CorrectionWanted> corrections) {}

  /** What a bank's file looks like. */
  enum FileKind {
    /** ISO 20022 pain.001.001.09. */
    PAIN,
    /** A table, with room for the bank's result. */
    XLSX
  }

  /** The payouts of the reader's unions, newest first. */
  @GetMapping("/payouts")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  Page<PayoutView> payouts(
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    return views.page(after, limit);
  }

  /** Makes a payout of a table: who, to which account, how much. */
  @PostMapping("/lines/{id}/uploads")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "line")
  PayoutMade make(
      @PathVariable UUID id,
      @RequestParam @NotBlank @Size(max = 60) String title,
      @RequestParam LocalDate payOn,
      @Parameter(hidden = true) HttpServletRequest request,
      Locale locale)
      throws IOException {
    var in = request.getInputStream();
    return views.made(files.make(id, title, payOn, in), locale);
  }

  /** One payout and how its lines stand. */
  @GetMapping("/payouts/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "payout")
  PayoutView payout(@PathVariable UUID id) {
    return views.view(payouts.get(id));
  }

  /** Its lines in the order of the list, names and accounts masked. */
  @GetMapping("/payouts/{id}/lines")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  Page<PayeeView> lines(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable LineState state,
      @RequestParam(defaultValue = "0") @Min(0) int after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(Page.LIMIT) int limit) {
    return views.lines(payouts.open(id), state, after, limit);
  }

  /** A second officer checks it. */
  @PostMapping("/payouts/{id}/check")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  PayoutView check(@PathVariable UUID id) {
    return views.view(payouts.check(id));
  }

  /** Gives it up before it was checked. */
  @PostMapping("/payouts/{id}/cancel")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  PayoutView cancel(@PathVariable UUID id) {
    return views.view(payouts.cancel(id));
  }

  /** Tries lines that failed again. */
  @PostMapping("/payouts/{id}/again")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  PayoutView again(@PathVariable UUID id, @RequestBody @Valid AgainWanted wanted) {
    var corrections = wanted.corrections().stream().map(CorrectionWanted::correction).toList();
    return views.view(payouts.again(id, wanted.title(), wanted.payOn(), corrections));
  }

  /** Gives the lines up that failed. */
  @PostMapping("/payouts/{id}/release")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  PayoutView release(@PathVariable UUID id) {
    return views.view(payouts.release(id));
  }

  /** The bank's file of a checked payout, the same each time. */
  @GetMapping("/payouts/{id}/file")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout", opens = true)
  void file(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "PAIN") FileKind kind,
      @Parameter(hidden = true) HttpServletResponse response,
      Locale locale)
      throws IOException {
    var order = payouts.order(id);
    var bytes =
        switch (kind) {
          case PAIN -> BankFile.message(order);
          case XLSX -> files.table(order, locale);
        };
    var name = BankFile.name(order.payout(), kind == FileKind.PAIN ? ".xml" : ".xlsx");
    response.setContentType(
        kind == FileKind.PAIN
            ? "application/xml"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader(
        "Content-Disposition",
        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Takes in the bank's result. */
  @PostMapping("/payouts/{id}/uploads")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "payout")
  ResultView settle(@PathVariable UUID id, @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    payouts.open(id);
    var in = request.getInputStream();
    return views.settled(files.settle(id, in), payouts.get(id));
  }
}
