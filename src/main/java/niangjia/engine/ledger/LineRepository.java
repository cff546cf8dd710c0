package niangjia.engine.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of budget lines, and what stands on their accounts. */
@Repository
class LineRepository {

  private static final String LINE =
      """
      select l.id, l.fund_id, l.parent_id, u.path::text as parent_path, l.path::text as path,
        l.unit, l.title_zh, l.title_en
      from ledger.line l left join ledger.line u on u.id = l.parent_id
      """;

  /** What stands on the accounts of one kind at or below a line. */
  private record Sum(UUID top, boolean own, Account.Kind kind, long balance) {}

  private final JdbcClient jdbc;

  LineRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Opens lines with their accounts; those that are there stay as they are. */
  void open(List<Line> lines, Instant at, @Nullable UUID by) {
    jdbc.sql(
            """
            insert into ledger.line (
              id, fund_id, parent_id, path, unit, title_zh, title_en, opened_at, opened_by)
            select l.id, l.fund_id, l.parent_id, l.path::ltree, l.unit, l.title_zh, l.title_en, :at,
              :by
            from unnest(
              :ids::uuid[], :funds::uuid[], :parents::uuid[], :paths::text[], :units::text[],
              :zh::text[], :en::text[])
              as l (id, fund_id, parent_id, path, unit, title_zh, title_en)
            on conflict do nothing
            """)
        .param("ids", lines.stream().map(Line::id).toArray(UUID[]::new))
        .param("funds", lines.stream().map(Line::fund).toArray(UUID[]::new))
        .param("parents", lines.stream().map(Line::parent).toArray(UUID[]::new))
        .param("paths", lines.stream().map(Line::path).toArray(String[]::new))
        .param("units", lines.stream().map(Line::unit).toArray(String[]::new))
        .param("zh", lines.stream().map(Line::titleZh).toArray(String[]::new))
        .param("en", lines.stream().map(Line::titleEn).toArray(String[]::new))
        .param("at", Params.value(at))
        .param("by", by)
        .update();
    accounts(lines);
  }

  private void accounts(List<Line> lines) {
    var ids = new ArrayList<UUID>();
    var of = new ArrayList<UUID>();
    var kinds = new ArrayList<Account.Kind>();
    for (var line : lines) {
      for (var kind : kinds(line)) {
        ids.add(Ids.next());
        of.add(line.id());
        kinds.add(kind);
      }
    }
    jdbc.sql(
            """
            insert into ledger.account (id, line_id, path, unit, kind)
            select a.id, l.id, l.path, l.unit, a.kind
            from unnest(:ids::uuid[], :lines::uuid[], :kinds::text[]) as a (id, line_id, kind)
            join ledger.line l on l.id = a.line_id
            on conflict do nothing
            """)
        .param("ids", ids.toArray(UUID[]::new))
        .param("lines", of.toArray(UUID[]::new))
        .param("kinds", Params.texts(kinds))
        .update();
  }

  private static List<Account.Kind> kinds(Line line) {
    var kinds = new ArrayList<Account.Kind>();
    if (line.parent() == null) {
      kinds.add(Account.Kind.SOURCE);
    }
    kinds.add(line.free());
    if (line.money()) {
      kinds.addAll(List.of(Account.Kind.COMMITMENT, Account.Kind.PAYABLE, Account.Kind.PAID));
    } else {
      kinds.addAll(List.of(Account.Kind.COMMITMENT, Account.Kind.ISSUED));
    }
    return kinds;
  }

  Optional<Line> find(UUID id) {
    return jdbc.sql(LINE + " where l.id = :id")
        .param("id", id)
        .query(LineRepository::row)
        .optional();
  }

  /** The lines that were allotted from one, in the order of their unions. */
  List<Line> children(UUID parent) {
    return jdbc.sql(LINE + " where l.parent_id = :parent order by l.path")
        .param("parent", parent)
        .query(LineRepository::row)
        .list();
  }

  /** The lowest line at or below a root that is of a union or of one above it. */
  Optional<Line> nearest(UUID root, String path) {
    return jdbc.sql(
            """
            with recursive below (id) as (
              select :root::uuid
              union all
              select l.id from ledger.line l join below b on l.parent_id = b.id)
            """
                + LINE
                + """
                where l.id in (select id from below) and :path::ltree <@ l.path
                order by nlevel(l.path) desc, l.id limit 1
                """)
        .param("root", root)
        .param("path", path)
        .query(LineRepository::row)
        .optional();
  }

  /** The highest lines within those subtrees, newest first. */
  List<Line> highest(Collection<String> paths, int limit) {
    return jdbc.sql(
            LINE
                + """
                where l.path <@ any(:paths::ltree[]) and not exists (
                  select from ledger.line p
                  where p.id = l.parent_id and p.path <@ any(:paths::ltree[]))
                order by l.opened_at desc, l.id desc limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(LineRepository::row)
        .list();
  }

  /** The figures of those lines. */
  List<Line.Standing> standings(List<Line> lines) {
    var own = new HashMap<UUID, Map<Account.Kind, Long>>();
    var whole = new HashMap<UUID, Map<Account.Kind, Long>>();
    for (var sum : sums(lines.stream().map(Line::id).toArray(UUID[]::new))) {
      add(whole, sum);
      if (sum.own) {
        add(own, sum);
      }
    }
    return lines.stream()
        .map(
            line ->
                new Line.Standing(
                    line,
                    Line.Amounts.of(own.getOrDefault(line.id(), Map.of())),
                    Line.Amounts.of(whole.getOrDefault(line.id(), Map.of()))))
        .toList();
  }

  private static void add(Map<UUID, Map<Account.Kind, Long>> sums, Sum sum) {
    sums.computeIfAbsent(sum.top, _ -> new EnumMap<>(Account.Kind.class))
        .merge(sum.kind, sum.balance, Long::sum);
  }

  private List<Sum> sums(UUID[] tops) {
    return jdbc.sql(
            """
            with recursive below (id, top) as (
              select l.id, l.id from ledger.line l where l.id = any(:tops::uuid[])
              union all
              select l.id, b.top from ledger.line l join below b on l.parent_id = b.id)
            select b.top, b.id = b.top as own, a.kind, sum(a.received - a.given) as balance
            from below b join ledger.account a on a.line_id = b.id
            where a.kind <> 'SOURCE'
            group by b.top, b.id = b.top, a.kind
            """)
        .param("tops", tops)
        .query(
            (row, _) ->
                new Sum(
                    row.getObject("top", UUID.class),
                    row.getBoolean("own"),
                    Account.Kind.valueOf(row.getString("kind")),
                    row.getLong("balance")))
        .list();
  }

  private static Line row(java.sql.ResultSet row, int number) throws java.sql.SQLException {
    return new Line(
        row.getObject("id", UUID.class),
        row.getObject("fund_id", UUID.class),
        row.getObject("parent_id", UUID.class),
        row.getString("parent_path"),
        row.getString("path"),
        row.getString("unit"),
        row.getString("title_zh"),
        row.getString("title_en"));
  }
}
