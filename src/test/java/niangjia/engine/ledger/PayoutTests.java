package niangjia.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import niangjia.engine.ledger.Payout.LineState;
import niangjia.engine.ledger.Payout.State;
import niangjia.platform.Actor;
import niangjia.platform.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A payout from a list to what the bank says of it, with all that can be done twice done twice. */
class PayoutTests extends LedgerContract {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

  @Autowired private Payouts payouts;
  @Autowired private PayoutFiles files;
  @Autowired private PayoutRepository rows;

  private final Actor maker = officer(CITY);
  private final Actor checker = officer(CITY);
  private final String list =
      """
      姓名,账号,联行号,金额（元）,用途
      王强,6222000011110001,102100000001,100.00,送清凉
      李娜,6222 0000 1111 0002,,100.5,送清凉
      张伟,6222000011110003,,99,
      ,6222000011110004,,100,没有姓名
      刘洋,62220,,100,账号太短
      陈静,6222000011110005,,0.001,金额太小
      杨帆,6222000011110006,12,100,行号不对
      王强,6222000011110001,,100,第二次
      """;

  @BeforeEach
  void payFromSomewhere() {
    var payer = new PayoutRepository.Payer(CITY, "北京市总工会", "0200000011112222", "102100000000");
    seen(
        () -> {
          rows.pay(payer, null, java.time.Instant.now());
          return true;
        });
  }

  private PayoutFiles.Made make() {
    return maker.doing(() -> read(() -> files.make(fund.id(), "送清凉", DAY, in(list))));
  }

  private Payout checked() {
    var made = make().payout();
    return checker.doing(() -> payouts.check(made.id()));
  }

  private List<Payout.Line> lines(UUID payout) {
    return seen(() -> rows.lines(payout, null, 0, 100));
  }

  private Settlement.Settled settle(UUID payout, String file) {
    return maker.doing(() -> read(() -> files.settle(payout, in(file))));
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Work on a file. */
  private interface Work<T> {
    T done() throws IOException;
  }

  private static <T> T read(Work<T> work) {
    try {
      return work.done();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a bank answers: a status for each line, none for one that it leaves out. */
  private String report(Payout payout, String... statuses) {
    var text = new StringBuilder();
    var lines = lines(payout.id());
    for (int i = 0; i < statuses.length; i++) {
      if (!statuses[i].isEmpty()) {
        text.append(
            """
            <TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>
            <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>账号不存在</AddtlInf></StsRsnInf></TxInfAndSts>
            """
                .formatted(lines.get(i).reference(), statuses[i]));
      }
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>BANK1</MsgId><CreDtTm>2026-12-01T10:00:00</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
    </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>%s</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
    """
        .formatted(payout.message(), text);
  }

  private List<LineState> states(UUID payout) {
    return lines(payout).stream().map(Payout.Line::state).toList();
  }

  private long paid() {
    return balance(account(fund, Account.Kind.PAID));
  }

  @Test
  void goodRowsBecomeAPayoutAndBadOnesAreTold() {
    var made = make();
    assertThat(made.rejected())
        .containsExactly(
            new PayeeList.Rejected(5, PayeeList.Fault.NO_NAME),
            new PayeeList.Rejected(6, PayeeList.Fault.NO_ACCOUNT),
            new PayeeList.Rejected(7, PayeeList.Fault.NO_AMOUNT),
            new PayeeList.Rejected(8, PayeeList.Fault.NO_BANK),
            new PayeeList.Rejected(9, PayeeList.Fault.TWICE));
    assertThat(made.payout().amount()).isEqualTo(29_950);
    assertThat(balance(account(fund, Account.Kind.COMMITMENT))).isEqualTo(29_950);
    assertThat(make().payout().id()).as("the same list again").isEqualTo(made.payout().id());
    assertThat(balance(account(fund, Account.Kind.COMMITMENT))).isEqualTo(29_950);
    var line = lines(made.payout().id()).get(1);
    assertThat(line.payee().account()).isEqualTo("6222000011110002");
  }

  @Test
  void nobodyChecksTheirOwnAndNothingGoesToTheBankBefore() {
    var made = make().payout();
    assertThatThrownBy(() -> maker.doing(() -> payouts.check(made.id())))
        .isInstanceOf(Refused.class)
        .hasMessage("OWN_PAYOUT");
    assertThatThrownBy(() -> maker.doing(() -> payouts.order(made.id()))).hasMessage("NOT_CHECKED");
    assertThatThrownBy(() -> settle(made.id(), report(made, "ACSC"))).hasMessage("NOT_CHECKED");
    checker.doing(() -> payouts.check(made.id()));
    assertThatThrownBy(() -> checker.doing(() -> payouts.check(made.id())))
        .hasMessage("NOT_WAITING");
    assertThatThrownBy(() -> maker.doing(() -> payouts.cancel(made.id())))
        .hasMessage("NOT_WAITING");
    assertThat(balance(account(fund, Account.Kind.PAYABLE))).isEqualTo(29_950);
  }

  @Test
  void cancelledPayoutGivesItsMoneyBackAndItsListMayComeAgain() {
    var made = make().payout();
    maker.doing(() -> payouts.cancel(made.id()));
    assertThat(balance(account(fund, Account.Kind.FUND))).isEqualTo(MONEY);
    assertThat(states(made.id())).containsOnly(LineState.CANCELLED);
    assertThat(make().payout().id()).isNotEqualTo(made.id());
  }

  @Test
  void fileIsTheSameEachTimeAndItsSchemaFindsWhatIsWrong() {
    var payout = checked();
    var order = maker.doing(() -> payouts.order(payout.id()));
    var message = BankFile.message(order);
    assertThat(BankFile.message(maker.doing(() -> payouts.order(payout.id())))).isEqualTo(message);
    var text = new String(message, StandardCharsets.UTF_8);
    assertThat(text)
        .contains("<MsgId>" + payout.message() + "</MsgId>", "<CtrlSum>299.50</CtrlSum>")
        .contains("<InstdAmt Ccy=\"CNY\">100.50</InstdAmt>", "<Nm>李娜</Nm>")
        .contains("<EndToEndId>" + lines(payout.id()).getFirst().reference() + "</EndToEndId>");
    for (var planted :
        List.of(
            text.replace("Ccy=\"CNY\"", "Ccy=\"EUR\""),
            text.replace("<CtrlSum>299.50</CtrlSum>", ""),
            text.replace("100.50", "100.505"),
            text.replace("<Nm>李娜</Nm>", "<Nm></Nm>"),
            text.replace("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>CHK</PmtMtd>"))) {
      assertThatThrownBy(() -> BankFile.validate(planted.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void bankSettlesEachLineOnceHoweverOftenItIsRead() {
    var payout = checked();
    var file = report(payout, "ACSC", "RJCT", "PDNG");
    var settled = settle(payout.id(), file);
    assertThat(settled.changes()).hasSize(2);
    assertThat(settled.pending()).isEqualTo(1);
    assertThat(states(payout.id()))
        .containsExactly(LineState.PAID, LineState.FAILED, LineState.OWED);
    assertThat(lines(payout.id()).get(1).reason()).isEqualTo("AC01 账号不存在");
    assertThat(settle(payout.id(), file).already()).isEqualTo(2);
    assertThat(paid()).isEqualTo(10_000);
    settle(payout.id(), report(payout, "", "", "ACSC"));
    assertThat(paid()).isEqualTo(19_900);
    assertThat(seen(() -> rows.find(payout.id())).orElseThrow().state()).isEqualTo(State.SETTLED);
    var contradiction = settle(payout.id(), report(payout, "", "ACSC"));
    assertThat(contradiction.contradictions())
        .containsExactly(
            new Settlement.Contradiction(2, LineState.FAILED, Settlement.Outcome.PAID));
    assertThat(paid()).isEqualTo(19_900);
  }

  @Test
  void whatTheBankReturnsIsReopenedAndPaidAgainOnce() {
    var payout = checked();
    settle(payout.id(), report(payout, "ACSC", "ACSC", "ACSC"));
    assertThat(paid()).isEqualTo(29_950);
    settle(payout.id(), report(payout, "RJCT"));
    assertThat(paid()).isEqualTo(19_950);
    assertThat(balance(account(fund, Account.Kind.COMMITMENT))).isEqualTo(10_000);
    var line = lines(payout.id()).getFirst();
    var correction = new Payouts.Correction(line.id(), "王强", "6222000011119999", null);
    var again = maker.doing(() -> payouts.again(payout.id(), "补发", DAY, List.of(correction)));
    assertThatThrownBy(
            () -> maker.doing(() -> payouts.again(payout.id(), "又", DAY, List.of(correction))))
        .hasMessage("NOTHING_FAILED");
    checker.doing(() -> payouts.check(again.id()));
    settle(again.id(), report(again, "ACSC"));
    assertThat(paid()).isEqualTo(29_950);
    assertThat(settle(payout.id(), report(payout, "ACSC")).contradictions()).hasSize(1);
    assertThat(paid()).isEqualTo(29_950);
  }

  @Test
  void whatFailedMayBeGivenUp() {
    var payout = checked();
    settle(payout.id(), report(payout, "RJCT", "ACSC", "RJCT"));
    maker.doing(() -> payouts.release(payout.id()));
    assertThat(balance(account(fund, Account.Kind.FUND))).isEqualTo(MONEY - 10_050);
    assertThatThrownBy(() -> maker.doing(() -> payouts.release(payout.id())))
        .hasMessage("NOTHING_FAILED");
  }

  @Test
  void tableForTheBankIsReadBack() {
    var payout = checked();
    var order = maker.doing(() -> payouts.order(payout.id()));
    var bytes = read(() -> files.table(order, Locale.CHINESE));
    var settled =
        maker.doing(() -> read(() -> files.settle(payout.id(), new ByteArrayInputStream(bytes))));
    assertThat(settled.pending()).as("without a result nothing is known").isEqualTo(3);
    assertThat(states(payout.id())).containsOnly(LineState.OWED);
  }

  @Test
  void tableOfResultsIsReadLikeAReport() {
    var payout = checked();
    var lines = lines(payout.id());
    var table =
        "平台编号,金额（元）,结果,原因\n"
            + lines.get(0).reference()
            + ",100,成功,\n"
            + lines.get(1).reference()
            + ",1.00,成功,\n"
            + lines.get(2).reference()
            + ",99.00,失败,户名不符\n";
    var settled = settle(payout.id(), table);
    assertThat(states(payout.id()))
        .containsExactly(LineState.PAID, LineState.OWED, LineState.FAILED);
    assertThat(settled.contradictions()).as("another amount").hasSize(1);
    assertThat(lines(payout.id()).get(2).reason()).isEqualTo("户名不符");
  }

  @Test
  void groupStatusSpeaksForAllThatAreNotNamed() {
    var payout = checked();
    var file =
        report(payout, "ACSC").replace("<OrgnlMsgNmId>", "<GrpSts>RJCT</GrpSts><OrgnlMsgNmId>");
    settle(payout.id(), file);
    assertThat(states(payout.id()))
        .containsExactly(LineState.PAID, LineState.FAILED, LineState.FAILED);
  }

  @Test
  void strangersFilesChangeNothing() {
    var payout = checked();
    var good = report(payout, "ACSC");
    for (var file :
        List.of(
            good.replace(payout.message(), "ANOTHER"),
            good.replace(lines(payout.id()).getFirst().reference(), "ANOTHER"),
            "<Document/>",
            "<a><b></a>",
            "姓名,电话\n王强,1",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>")) {
      assertThatThrownBy(() -> settle(payout.id(), file)).as(file).isInstanceOf(Refused.class);
    }
    assertThat(states(payout.id())).containsOnly(LineState.OWED);
  }

  @Test
  void manyAtOnceCheckAndSettleOnce() throws Exception {
    var made = make().payout();
    var file = report(made, "ACSC", "RJCT", "ACSC");
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 24; i++) {
      tasks.add(
          () -> {
            try {
              checker.doing(() -> payouts.check(made.id()));
              return true;
            } catch (Refused e) {
              settle(made.id(), file);
              return false;
            }
          });
    }
    int checks = 0;
    try (var executor = Executors.newFixedThreadPool(12)) {
      for (var task : executor.invokeAll(tasks)) {
        checks += task.get() ? 1 : 0;
      }
    }
    assertThat(checks).isEqualTo(1);
    assertThat(paid()).isEqualTo(19_900);
    assertThat(book(fund.id()).faults()).isEmpty();
  }

  @Test
  void districtSeesNoPayoutOfTheCity() {
    var made = make().payout();
    assertThatThrownBy(() -> officer(DISTRICT).doing(() -> payouts.get(made.id())))
        .isInstanceOf(niangjia.platform.NotFound.class);
  }
}
