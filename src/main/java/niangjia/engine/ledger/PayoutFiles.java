package niangjia.engine.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.listing.Unreadable;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The files of payouts: the lists they are made of, and what goes to the bank and comes back. */
@Component
class PayoutFiles {

  private static final List<String> COLUMNS =
      List.of(
          "number", "name", "account", "bank", "amount", "note", "reference", "outcome", "reason");

  /** A payout that was made of a list, and the rows that were not taken. */
  record Made(Payout payout, List<PayeeList.Rejected> rejected) {}

  private final Payouts payouts;
  private final Budgets budgets;
  private final MessageSource messages;

  PayoutFiles(Payouts payouts, Budgets budgets, MessageSource messages) {
    this.payouts = payouts;
    this.budgets = budgets;
    this.messages = messages;
  }

  /** Makes a payout of a table. */
  Made make(UUID line, String title, LocalDate payOn, InputStream in) throws IOException {
    Actor.current().require(budgets.get(line).path(), Role.OFFICER);
    return stored(
        in,
        (file, hash) -> {
          var list = PayeeList.read(file);
          var draft = new Payouts.Draft(title, payOn, list.payees());
          return new Made(payouts.make(line, draft, hash), list.rejected());
        });
  }

  /** Takes in the bank's result. */
  Settlement.Settled settle(UUID id, InputStream in) throws IOException {
    return stored(in, (file, _) -> payouts.settle(id, BankResult.read(file)));
  }

  /** The table for the bank, with headings in the reader's language. */
  byte[] table(BankFile.Order order, Locale locale) throws IOException {
    var columns =
        COLUMNS.stream()
            .map(column -> messages.getMessage("ledger.column." + column, null, locale))
            .toList();
    var out = new ByteArrayOutputStream();
    BankFile.table(order, columns, out);
    return out.toByteArray();
  }

  /** Work on a file that lies on this machine. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Path file, byte[] hash) throws IOException;
  }

  /** Keeps what comes in while it is worked on; its size is limited before it comes here. */
  private static <T> T stored(InputStream in, Work<T> work) throws IOException {
    var file = Files.createTempFile("niangjia-payout", ".tmp");
    try (var hashed = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      try (var out = Files.newOutputStream(file)) {
        copy(hashed, out);
      }
      return work.on(file, hashed.getMessageDigest().digest());
    } catch (Unreadable e) {
      throw new Refused(e.reason(), Map.of());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    if (in.transferTo(out) == 0) {
      throw new Invalid("body", "required");
    }
  }
}
