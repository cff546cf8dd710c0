package niangjia.engine.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import niangjia.engine.ledger.Payout.Payee;
import niangjia.engine.listing.Sheets;
import niangjia.platform.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of people to pay: a heading with name, account and amount, and if there are the
 * bank's clearing number and a note. Rows that cannot be paid are told with their reason.
 */
final class PayeeList {

  /** What is wrong with a row. */
  enum Fault {
    NO_NAME,
    /** No number of 8 to 34 digits. */
    NO_ACCOUNT,
    /** No amount of yuan with at most two decimals, above zero and at most a thousand million. */
    NO_AMOUNT,
    /** No clearing number of 12 digits. */
    NO_BANK,
    /** The account stands in the list already. */
    TWICE
  }

  /** A row that was not taken. */
  record Rejected(int line, Fault fault) {}

  /** A list: who is to be paid, and which rows were not taken. */
  record Read(List<Payee> payees, List<Rejected> rejected) {}

  /** The most that one person gets at once, in fen. */
  static final long MOST = 100_000_000_000L;

  private static final Map<String, Set<String>> HEADINGS =
      Map.of(
          "name", Set.of("姓名", "户名", "收款人", "name"),
          "account", Set.of("账号", "卡号", "银行卡号", "银行账号", "收款账号", "account"),
          "bank", Set.of("联行号", "行号", "开户行行号", "bank"),
          "amount", Set.of("金额", "金额（元）", "金额(元)", "amount"),
          "note", Set.of("用途", "附言", "备注", "note"));
  private static final int HEADING_WITHIN = 10;
  private static final int NAME = 70;
  private static final int NOTE = 60;
  private static final Pattern ACCOUNT = Pattern.compile("\\d{8,34}");
  private static final Pattern BANK = Pattern.compile("\\d{12}");
  private static final Pattern UNWRITABLE = Pattern.compile("\\p{Cc}|\\p{Cs}|[\\ufffe\\uffff]");

  private final Map<String, Integer> columns = new HashMap<>();
  private final List<Payee> payees = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final Set<String> accounts = new HashSet<>();
  private int rows;

  private PayeeList() {}

  /** Reads a file; refuses one without the columns that are needed. */
  static Read read(Path file) throws IOException {
    var list = new PayeeList();
    Sheets.read(file, list::row);
    if (list.columns.isEmpty()) {
      throw new Refused(Payouts.Reason.NO_PAYEES, Map.of());
    }
    return new Read(list.payees, list.rejected);
  }

  private boolean row(int line, List<String> cells) {
    rows++;
    if (columns.isEmpty()) {
      columns.putAll(heading(cells));
      return !columns.isEmpty() || rows < HEADING_WITHIN;
    }
    var name = UNWRITABLE.matcher(cell(cells, "name")).replaceAll("");
    var account = cell(cells, "account").replaceAll("[\\s'-]", "");
    var bank = cell(cells, "bank").replace("'", "");
    var amount = fen(cell(cells, "amount"));
    var fault = fault(name, account, bank, amount);
    if (fault != null) {
      rejected.add(new Rejected(line, fault));
    } else {
      var note = UNWRITABLE.matcher(cell(cells, "note")).replaceAll("");
      payees.add(
          new Payee(
              payees.size() + 1,
              null,
              name,
              account,
              bank.isEmpty() ? null : bank,
              amount,
              note.isEmpty() ? null : note.substring(0, Math.min(NOTE, note.length()))));
    }
    return payees.size() <= Payouts.MOST;
  }

  private @Nullable Fault fault(String name, String account, String bank, long amount) {
    if (name.isEmpty() || name.length() > NAME) {
      return Fault.NO_NAME;
    }
    if (!ACCOUNT.matcher(account).matches()) {
      return Fault.NO_ACCOUNT;
    }
    if (!bank.isEmpty() && !BANK.matcher(bank).matches()) {
      return Fault.NO_BANK;
    }
    if (amount < 1 || amount > MOST) {
      return Fault.NO_AMOUNT;
    }
    return accounts.add(account) ? null : Fault.TWICE;
  }

  private static Map<String, Integer> heading(List<String> cells) {
    var found = new HashMap<String, Integer>();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i).strip().toLowerCase(Locale.ROOT);
      for (var heading : HEADINGS.entrySet()) {
        if (heading.getValue().contains(cell)) {
          found.putIfAbsent(heading.getKey(), i);
        }
      }
    }
    boolean enough = found.keySet().containsAll(Set.of("name", "account", "amount"));
    return enough ? found : Map.of();
  }

  private String cell(List<String> cells, String column) {
    var index = columns.get(column);
    return index == null || index >= cells.size() ? "" : cells.get(index).strip();
  }

  /** Zero for what is no amount. */
  private static long fen(String text) {
    try {
      return new BigDecimal(text.replace(",", "").replace("元", "").strip())
          .movePointRight(2)
          .longValueExact();
    } catch (NumberFormatException | ArithmeticException _) {
      return 0;
    }
  }
}
