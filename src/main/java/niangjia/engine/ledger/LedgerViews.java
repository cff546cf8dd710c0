package niangjia.engine.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.ledger.StatementRepository.Posted;
import niangjia.engine.ledger.StatementRepository.Side;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the ledger looks like on the wire. */
@Component
class LedgerViews {

  /**
   * A fund or budget line.
   *
   * @param parent the line it was allotted from, null for a fund or when the reader does not see it
   * @param manages whether the reader may move what is on it
   */
  record LineView(
      UUID id,
      UUID fund,
      @Nullable UUID parent,
      Union union,
      Words title,
      String unit,
      Line.Amounts own,
      Line.Amounts whole,
      boolean manages) {}

  /** A line with its accounts and what was allotted from it. */
  record LineDetail(LineView line, List<AccountView> accounts, List<LineView> below) {}

  /** An account, with what ever went in and out. */
  record AccountView(
      UUID id,
      UUID line,
      Union union,
      String unit,
      Account.Kind kind,
      long received,
      long given,
      long balance) {}

  /** One side of a transfer. */
  record SideView(UUID account, UUID line, Account.Kind kind, Union union) {}

  /**
   * A transfer.
   *
   * @param reversible whether the reader may take it back
   */
  record TransferView(
      UUID id,
      SideView from,
      SideView to,
      String unit,
      long amount,
      LocalDate day,
      @Nullable UUID reverses,
      @Nullable UUID reversedBy,
      @Nullable String words,
      Instant at,
      @Nullable Words by,
      boolean reversible) {}

  /** A closed period, and who asks to open it or did. */
  record ClosingView(
      UUID id,
      Union union,
      LocalDate until,
      Instant closedAt,
      @Nullable Words closedBy,
      @Nullable String reason,
      @Nullable Words askedBy,
      boolean mine,
      @Nullable Instant openedAt,
      @Nullable Words openedBy,
      boolean manages) {}

  private final Unions unions;
  private final Names names;

  LedgerViews(Unions unions, Names names) {
    this.unions = unions;
    this.names = names;
  }

  LineView line(Line.Standing standing) {
    var line = standing.line();
    return new LineView(
        line.id(),
        line.fund(),
        sees(line.parentPath()) ? line.parent() : null,
        unions.nearest(line.path()),
        line.title(),
        line.unit(),
        standing.own(),
        standing.whole(),
        manages(line.path()));
  }

  AccountView account(Account account) {
    return new AccountView(
        account.id(),
        account.line(),
        unions.nearest(account.path()),
        account.unit(),
        account.kind(),
        account.received(),
        account.given(),
        account.balance());
  }

  Page<TransferView> transfers(Page<Posted> page) {
    var accounts = new HashSet<UUID>();
    page.items().forEach(posted -> Optional.ofNullable(posted.by()).ifPresent(accounts::add));
    var known = names.of(accounts);
    return page.map(posted -> transfer(posted, known));
  }

  private TransferView transfer(Posted posted, Map<UUID, Words> known) {
    return new TransferView(
        posted.id(),
        side(posted.from()),
        side(posted.to()),
        posted.unit(),
        posted.amount(),
        posted.day(),
        posted.reverses(),
        posted.reversedBy(),
        posted.words(),
        posted.at(),
        name(known, posted.by()),
        posted.reverses() == null
            && posted.reversedBy() == null
            && posted.subject() == null
            && manages(posted.from().path()));
  }

  private SideView side(Side side) {
    return new SideView(side.account(), side.line(), side.kind(), unions.nearest(side.path()));
  }

  List<ClosingView> closings(List<Periods.Closing> closings) {
    var accounts = new HashSet<UUID>();
    for (var closing : closings) {
      accounts.add(closing.closedBy());
      Optional.ofNullable(closing.askedBy()).ifPresent(accounts::add);
      Optional.ofNullable(closing.openedBy()).ifPresent(accounts::add);
    }
    var known = names.of(accounts);
    return closings.stream().map(closing -> closing(closing, known)).toList();
  }

  private ClosingView closing(Periods.Closing closing, Map<UUID, Words> known) {
    return new ClosingView(
        closing.id(),
        unions.nearest(closing.path()),
        closing.untilOn(),
        closing.closedAt(),
        name(known, closing.closedBy()),
        closing.reason(),
        name(known, closing.askedBy()),
        Objects.equals(closing.askedBy(), Actor.current().account()),
        closing.openedAt(),
        name(known, closing.openedBy()),
        manages(closing.path()));
  }

  private static @Nullable Words name(Map<UUID, Words> known, @Nullable UUID account) {
    return account == null ? null : known.get(account);
  }

  private static boolean sees(@Nullable String path) {
    return path != null && Actor.current().covers(path, Role.OFFICER, Role.LEADER);
  }

  private static boolean manages(String path) {
    return Actor.current().covers(path, Role.OFFICER);
  }
}
