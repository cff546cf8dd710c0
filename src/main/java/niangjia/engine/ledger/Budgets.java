package niangjia.engine.ledger;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens funds and gives them on to sub-unions, as the officers of the giving union. Each call has a
 * key of its caller's, and the same again answers the same.
 */
@Service
public class Budgets {

  /** The most sub-unions that one allotment names. */
  public static final int MOST_SHARES = 500;

  private static final int MOST_LINES = 200;
  private static final int TITLE = 60;

  /** Why nothing was done. */
  enum Reason {
    /** A payout moved it, and only that takes it back. */
    HELD_BY_PAYOUT,
    /** Only a fund receives from outside. */
    NOT_A_FUND,
    /** It counts money, and goods alone are handed out. */
    NOT_GOODS
  }

  /**
   * A fund to be opened.
   *
   * @param unit {@link Account#MONEY}, or what the goods are called
   * @param amount fen or pieces
   */
  public record Founding(Union.Id union, Words title, String unit, long amount) {}

  /** What one sub-union gets. */
  public record Share(Union.Id union, long amount) {}

  /**
   * An amount with its reason.
   *
   * @param key made by the caller before the first try
   */
  public record Order(UUID key, long amount, @Nullable String words) {}

  private final LineRepository lines;
  private final TransferRepository transfers;
  private final Ledger ledger;
  private final Unions unions;
  private final InstantSource clock;

  Budgets(
      LineRepository lines,
      TransferRepository transfers,
      Ledger ledger,
      Unions unions,
      InstantSource clock) {
    this.lines = lines;
    this.transfers = transfers;
    this.ledger = ledger;
    this.unions = unions;
    this.clock = clock;
  }

  /** Opens a fund with what it has. */
  @Transactional
  public Line.Standing open(UUID key, Founding founding) {
    var union = union("union", founding.union());
    if (!founding.title().within(TITLE)) {
      throw new Invalid("title", "tooLong", TITLE);
    }
    var id = Transfer.key(key, "fund");
    var title = founding.title();
    var line = new Line(id, id, null, null, union.path(), founding.unit(), title.zh(), title.en());
    lines.open(List.of(line), clock.instant(), Actor.current().account());
    if (!line.equals(get(id))) {
      new Posting.No(Posting.Reason.KEY_REUSED, key, Map.of()).orRefuse();
    }
    return receive(id, new Order(key, founding.amount(), null));
  }

  /** Puts more from outside into a fund or its stock. */
  @Transactional
  public Line.Standing receive(UUID id, Order order) {
    var line = inScope(id);
    if (line.parent() != null) {
      throw new Refused(Reason.NOT_A_FUND, Map.of());
    }
    return move(order, account(line, Account.Kind.SOURCE), account(line, line.free()), line);
  }

  /** Hands out goods from stock. */
  @Transactional
  public Line.Standing issue(UUID id, Order order) {
    var line = inScope(id);
    if (line.money()) {
      throw new Refused(Reason.NOT_GOODS, Map.of());
    }
    return move(order, account(line, Account.Kind.STOCK), account(line, Account.Kind.ISSUED), line);
  }

  /**
   * Allots parts of a line to unions below, whose lines open with the first amount that they get;
   * all of it or nothing.
   */
  @Transactional
  public Line.Standing allot(UUID id, UUID key, List<Share> shares, @Nullable String words) {
    var line = inScope(id);
    var known = children(line);
    var wanted = new HashMap<String, Line>();
    for (int i = 0; i < shares.size(); i++) {
      var field = "shares[" + i + "].union";
      var union = union(field, shares.get(i).union());
      if (!union.path().startsWith(line.path() + ".")) {
        throw new Invalid(field, "unknown");
      }
      var child = child(line, union);
      if (wanted.put(union.path(), known.getOrDefault(union.path(), child)) != null) {
        throw new Invalid(field, "duplicate");
      }
    }
    lines.open(List.copyOf(wanted.values()), clock.instant(), Actor.current().account());
    var opened = children(line);
    var accounts =
        transfers.accountsOf(opened.values().stream().map(Line::id).toList()).stream()
            .filter(account -> account.kind().free())
            .collect(Collectors.toMap(Account::path, Function.identity()));
    var from = account(line, line.free());
    var day = ledger.today();
    var chain =
        shares.stream()
            .map(
                share -> {
                  var path = unions.get(share.union()).path();
                  var to = accounts.get(path);
                  if (to == null) {
                    throw new IllegalStateException("no line of " + path + " below " + id);
                  }
                  var part = Transfer.key(key, share.union().toString());
                  return Transfer.of(part, from.id(), to.id(), share.amount(), day).saying(words);
                })
            .toList();
    ledger.join(chain).orRefuse();
    return standing(line);
  }

  /** Takes back from a line below what it has not spent. */
  @Transactional
  public Line.Standing recall(UUID id, UUID child, Order order) {
    var line = inScope(id);
    var below =
        lines
            .find(child)
            .filter(found -> line.id().equals(found.parent()))
            .orElseThrow(() -> new Invalid("line", "unknown"));
    return move(order, account(below, below.free()), account(line, line.free()), line);
  }

  /** Takes back what was received, allotted, recalled or handed out, as a whole and once. */
  @Transactional
  public Transfer reverse(UUID id, UUID key, String words) {
    var original = transfers.transfers(List.of(id)).get(id);
    if (original == null) {
      throw new NotFound();
    }
    var sides = transfers.accounts(List.of(original.from(), original.to()));
    var from = sides.get(original.from());
    if (from == null) {
      throw new NotFound();
    }
    Actor.current().require(from.path(), Role.OFFICER);
    if (original.subject() != null) {
      throw new Refused(Reason.HELD_BY_PAYOUT, Map.of());
    }
    var back = original.reversed(key, ledger.today()).saying(words);
    return ledger.join(List.of(back)).orRefuse().getFirst();
  }

  /** A line with its figures, in the reader's scope. */
  @Transactional(readOnly = true)
  public Line.Standing standing(UUID id) {
    return standing(get(id));
  }

  /** The lines that were allotted from one, with their figures. */
  @Transactional(readOnly = true)
  public List<Line.Standing> below(UUID id) {
    get(id);
    return lines.standings(lines.children(id));
  }

  /** The highest lines that the reader may see: the funds of their unions and what those got. */
  @Transactional(readOnly = true)
  public List<Line.Standing> highest() {
    var paths = Actor.current().paths(Role.OFFICER, Role.LEADER);
    return lines.standings(lines.highest(paths, MOST_LINES));
  }

  /** A line in the reader's scope. */
  @Transactional(readOnly = true)
  public Line get(UUID id) {
    var line = lines.find(id).orElseThrow(NotFound::new);
    Actor.current().require(line.path(), Role.OFFICER, Role.LEADER);
    return line;
  }

  /**
   * The line of a union that spends from another line: its own share of it, or the share of the
   * nearest union above.
   */
  @Transactional(readOnly = true)
  public Line paying(UUID root, String path) {
    return lines.nearest(root, path).orElseThrow(NotFound::new);
  }

  /** The account of that kind of a line. */
  @Transactional(readOnly = true)
  public Account account(Line line, Account.Kind kind) {
    return transfers.accountsOf(List.of(line.id())).stream()
        .filter(account -> account.kind() == kind && account.holder() == null)
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  private Line inScope(UUID id) {
    var line = lines.find(id).orElseThrow(NotFound::new);
    Actor.current().require(line.path(), Role.OFFICER);
    return line;
  }

  private Line.Standing standing(Line line) {
    return lines.standings(List.of(line)).getFirst();
  }

  private Line.Standing move(Order order, Account from, Account to, Line line) {
    var transfer =
        Transfer.of(order.key(), from.id(), to.id(), order.amount(), ledger.today())
            .saying(order.words());
    ledger.join(List.of(transfer)).orRefuse();
    return standing(line);
  }

  private Map<String, Line> children(Line line) {
    return lines.children(line.id()).stream()
        .collect(Collectors.toMap(Line::path, Function.identity()));
  }

  private static Line child(Line line, Union union) {
    return new Line(
        Transfer.key(line.id(), union.path()),
        line.fund(),
        line.id(),
        line.path(),
        union.path(),
        line.unit(),
        line.titleZh(),
        line.titleEn());
  }

  private Union union(String field, Union.Id id) {
    return unions
        .find(id)
        .filter(union -> Actor.current().covers(union.path(), Role.OFFICER))
        .orElseThrow(() -> new Invalid(field, "unknown"));
  }
}
