package niangjia.engine.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import niangjia.engine.ledger.Settlement.Outcome;
import niangjia.engine.ledger.Settlement.Result;
import niangjia.engine.listing.Sheets;
import niangjia.platform.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the bank says of a payout: an ISO 20022 payment status report (pain.002 of any
 * version), or a table with the platform's references and a result for each.
 */
final class BankResult {

  /**
   * What a file says.
   *
   * @param message the message that it answers, null when it does not say
   * @param all what it says of everything that it does not name one by one, null for nothing
   */
  record Told(@Nullable String message, List<Result> single, @Nullable Result all) {

    /** One result for each line that the file speaks of. */
    List<Result> results(List<Payout.Line> lines) {
      var rest = all;
      if (rest == null) {
        return single;
      }
      var named = new HashSet<String>();
      single.forEach(result -> named.add(result.reference()));
      var results = new ArrayList<>(single);
      for (var line : lines) {
        if (!named.contains(line.reference())) {
          results.add(new Result(line.reference(), rest.outcome(), null, rest.reason()));
        }
      }
      return results;
    }
  }

  private static final Set<String> GOOD =
      Set.of("ACSC", "ACCC", "PAID", "SUCCESS", "成功", "已付", "交易成功", "入账成功", "付款成功");
  private static final Set<String> BAD =
      Set.of("RJCT", "CANC", "FAILED", "FAIL", "RETURNED", "失败", "退汇", "交易失败", "入账失败", "付款失败");
  private static final Set<String> REFERENCE =
      Set.of("平台编号", "endtoendid", "reference", "platform number");
  private static final Set<String> OUTCOME = Set.of("结果", "状态", "处理结果", "交易状态", "result", "status");
  private static final Set<String> REASON = Set.of("原因", "失败原因", "备注", "reason", "remark");
  private static final Set<String> AMOUNT = Set.of("金额", "金额（元）", "金额(元)", "amount");
  private static final int HEADING_WITHIN = 10;
  private static final int REASON_LENGTH = 200;

  private BankResult() {}

  /** Reads a file; refuses one that is no result. */
  static Told read(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(64);
      var head = new String(in.readNBytes(64), StandardCharsets.UTF_8);
      in.reset();
      if (head.replace("\ufeff", "").stripLeading().startsWith("<")) {
        return report(in);
      }
    } catch (XMLStreamException e) {
      throw new Refused(Payouts.Reason.NO_RESULT, Map.of());
    }
    return table(file);
  }

  private static Told report(InputStream in) throws XMLStreamException {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var xml = factory.createXMLStreamReader(in);
    var path = new ArrayDeque<String>();
    var report = new Report();
    var text = new StringBuilder();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.push(xml.getLocalName());
          text.setLength(0);
          report.begin(xml.getLocalName());
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> add(text, xml);
        case XMLStreamConstants.END_ELEMENT -> {
          report.end(path, text.toString().strip());
          path.pop();
          text.setLength(0);
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
    return report.told();
  }

  private static void add(StringBuilder text, XMLStreamReader xml) {
    if (text.length() < 1_000) {
      text.append(xml.getText());
    }
  }

  /** What has been read of a report so far. */
  private static final class Report {

    private final List<Result> single = new ArrayList<>();
    private final Map<String, String> transaction = new HashMap<>();
    private @Nullable String message;
    private @Nullable String group;
    private String groupReason = "";
    private boolean seen;

    private void begin(String element) {
      if (element.equals("TxInfAndSts")) {
        transaction.clear();
      }
      seen |= element.equals("CstmrPmtStsRpt");
    }

    private void end(Deque<String> path, String text) {
      var element = path.element();
      boolean inside = path.contains("TxInfAndSts");
      switch (element) {
        case "OrgnlMsgId" -> message = text;
        case "GrpSts", "PmtInfSts" -> group = text;
        case "OrgnlEndToEndId", "TxSts" -> transaction.put(element, text);
        case "InstdAmt" -> transaction.put(element, inside ? text : "");
        case "Cd", "Prtry", "AddtlInf" -> reason(path, text, inside);
        case "TxInfAndSts" -> single.add(result());
        default -> {
          // The rest is the bank's own.
        }
      }
    }

    private void reason(Deque<String> path, String text, boolean inside) {
      if (!path.contains("StsRsnInf")) {
        return;
      }
      if (inside) {
        transaction.merge("reason", text, (before, more) -> before + " " + more);
      } else {
        groupReason = (groupReason + " " + text).strip();
      }
    }

    private Result result() {
      var reference = transaction.get("OrgnlEndToEndId");
      if (reference == null || reference.isEmpty()) {
        throw new Refused(Payouts.Reason.NO_RESULT, Map.of());
      }
      return new Result(
          reference,
          outcome(transaction.getOrDefault("TxSts", String.valueOf(group))),
          fen(transaction.getOrDefault("InstdAmt", "")),
          reasoned(transaction.getOrDefault("reason", groupReason)));
    }

    private Told told() {
      if (!seen || message == null) {
        throw new Refused(Payouts.Reason.NO_RESULT, Map.of());
      }
      var of = group == null ? Outcome.PENDING : outcome(group);
      var all = of == Outcome.PENDING ? null : new Result("", of, null, reasoned(groupReason));
      return new Told(message, List.copyOf(single), all);
    }
  }

  private static Told table(Path file) throws IOException {
    var columns = new HashMap<String, Integer>();
    var results = new ArrayList<Result>();
    int[] rows = {0};
    Sheets.read(
        file,
        (_, cells) -> {
          rows[0]++;
          if (columns.isEmpty()) {
            columns.putAll(heading(cells));
            return !columns.isEmpty() || rows[0] < HEADING_WITHIN;
          }
          var reference = cell(cells, columns.get("reference")).replace("'", "");
          if (!reference.isEmpty()) {
            results.add(
                new Result(
                    reference,
                    outcome(cell(cells, columns.get("outcome"))),
                    fen(cell(cells, columns.get("amount"))),
                    reasoned(cell(cells, columns.get("reason")))));
          }
          return true;
        });
    if (columns.isEmpty()) {
      throw new Refused(Payouts.Reason.NO_RESULT, Map.of());
    }
    return new Told(null, List.copyOf(results), null);
  }

  private static Map<String, Integer> heading(List<String> cells) {
    var found = new HashMap<String, Integer>();
    for (int i = 0; i < cells.size(); i++) {
      var name = cells.get(i).strip().toLowerCase(Locale.ROOT);
      if (REFERENCE.contains(name)) {
        found.putIfAbsent("reference", i);
      } else if (OUTCOME.contains(name)) {
        found.putIfAbsent("outcome", i);
      } else if (REASON.contains(name)) {
        found.putIfAbsent("reason", i);
      } else if (AMOUNT.contains(name)) {
        found.putIfAbsent("amount", i);
      }
    }
    return found.containsKey("reference") && found.containsKey("outcome") ? found : Map.of();
  }

  private static String cell(List<String> cells, @Nullable Integer column) {
    return column == null || column >= cells.size() ? "" : cells.get(column).strip();
  }

  /** What it does not know for sure, the platform does not either. */
  private static Outcome outcome(String text) {
    var word = text.strip().toUpperCase(Locale.ROOT);
    if (GOOD.contains(word)) {
      return Outcome.PAID;
    }
    return BAD.contains(word) ? Outcome.FAILED : Outcome.PENDING;
  }

  private static @Nullable Long fen(String text) {
    try {
      return text.isEmpty()
          ? null
          : new BigDecimal(text.replace(",", "")).movePointRight(2).longValueExact();
    } catch (NumberFormatException | ArithmeticException _) {
      return -1L;
    }
  }

  private static @Nullable String reasoned(String text) {
    var words = text.strip();
    if (words.isEmpty()) {
      return null;
    }
    return words.length() > REASON_LENGTH ? words.substring(0, REASON_LENGTH) : words;
  }
}
