package niangjia.feature.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.platform.Params;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of campaigns and their lists. */
@Repository
class CampaignRepository {

  private static final String CAMPAIGN =
      """
      select c.id, c.path::text as path, c.kind, c.title_zh, c.title_en, c.key, c.from_on,
        c.until_on, c.line_id, c.unit, c.each, array_to_string(c.states, ',') as states,
        array_to_string(c.groups, ',') as groups
      from campaign.campaign c
      """;
  private static final String LIST =
      """
      select l.id, l.campaign_id, l.path::text as path, l.title, l.state, l.opened_at, l.filled_at,
        l.filled_by, l.line_id, l.approved_at, l.approved_by, l.hash
      from campaign.gift_list l
      """;

  private final JdbcClient jdbc;

  CampaignRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a campaign; one of the same id stays as it is. */
  void add(Campaign campaign, Instant at, @Nullable UUID by) {
    jdbc.sql(
            """
            insert into campaign.campaign (
              id, path, kind, title_zh, title_en, key, from_on, until_on, line_id, unit, each,
              states, groups, made_at, made_by)
            values (
              :id, :path::ltree, :kind, :zh, :en, :key, :from, :until, :line, :unit, :each,
              :states::text[], :groups::text[], :at, :by)
            on conflict (id) do nothing
            """)
        .param("id", campaign.id())
        .param("path", campaign.path())
        .param("kind", campaign.kind().name())
        .param("zh", campaign.title().zh())
        .param("en", campaign.title().en())
        .param("key", campaign.key())
        .param("from", Params.value(campaign.from()))
        .param("until", Params.value(campaign.until()))
        .param("line", campaign.line())
        .param("unit", campaign.unit())
        .param("each", campaign.each())
        .param("states", Params.texts(campaign.states()))
        .param("groups", Params.texts(campaign.groups()))
        .param("at", Timestamp.from(at))
        .param("by", by, Types.OTHER)
        .update();
  }

  Optional<Campaign> find(UUID id) {
    return jdbc.sql(CAMPAIGN + " where c.id = :id")
        .param("id", id)
        .query(CampaignRepository::campaign)
        .optional();
  }

  /** The campaigns of those subtrees, the latest first. */
  List<Campaign> within(Collection<String> paths, int limit) {
    return jdbc.sql(
            CAMPAIGN
                + """
                where c.path <@ any(:paths::ltree[]) order by c.from_on desc, c.id desc
                limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(CampaignRepository::campaign)
        .list();
  }

  /** Opens a list; one of the same id stays as it is. */
  void open(GiftList list) {
    jdbc.sql(
            """
            insert into campaign.gift_list (id, campaign_id, path, title, state, opened_at)
            values (:id, :campaign, :path::ltree, :title, 'DRAFT', :at)
            on conflict (id) do nothing
            """)
        .param("id", list.id())
        .param("campaign", list.campaign())
        .param("path", list.path())
        .param("title", list.title())
        .param("at", Timestamp.from(list.openedAt()))
        .update();
  }

  Optional<GiftList> list(UUID id) {
    return jdbc.sql(LIST + " where l.id = :id")
        .param("id", id)
        .query(CampaignRepository::list)
        .optional();
  }

  /** The lists of a campaign that the actor sees, in the order of their unions. */
  List<GiftList> of(UUID campaign) {
    return jdbc.sql(LIST + " where l.campaign_id = :campaign order by l.path, l.id")
        .param("campaign", campaign)
        .query(CampaignRepository::list)
        .list();
  }

  /** The lists of those subtrees, the latest first. */
  List<GiftList> lists(Collection<String> paths, int limit) {
    return jdbc.sql(LIST + " where l.path <@ any(:paths::ltree[]) order by l.id desc limit :limit")
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(CampaignRepository::list)
        .list();
  }

  /** Locks lists, always in the same order. */
  void hold(Collection<UUID> lists) {
    jdbc.sql(
            """
            select l.id from campaign.gift_list l where l.id = any(:ids::uuid[])
            order by l.id for update
            """)
        .param("ids", lists.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  /** Lets one approval of a key after the other go on, until each is through. */
  void serialise(String key) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext(:key))")
        .param("key", "campaign " + key)
        .query()
        .listOfRows();
  }

  void filled(UUID list, Instant at, UUID by) {
    jdbc.sql("update campaign.gift_list set filled_at = :at, filled_by = :by where id = :list")
        .param("at", Timestamp.from(at))
        .param("by", by)
        .param("list", list)
        .update();
  }

  void approve(GiftList list) {
    jdbc.sql(
            """
            update campaign.gift_list set state = 'APPROVED', line_id = :line, approved_at = :at,
              approved_by = :by, hash = :hash
            where id = :list and state = 'DRAFT'
            """)
        .param("line", list.line())
        .param("at", Params.value(list.approvedAt()))
        .param("by", list.approvedBy())
        .param("hash", list.hash())
        .param("list", list.id())
        .update();
  }

  private static Campaign campaign(ResultSet row, int number) throws SQLException {
    return new Campaign(
        row.getObject("id", UUID.class),
        row.getString("path"),
        Campaign.Kind.valueOf(row.getString("kind")),
        new Words(row.getString("title_zh"), row.getString("title_en")),
        row.getString("key"),
        row.getObject("from_on", LocalDate.class),
        row.getObject("until_on", LocalDate.class),
        row.getObject("line_id", UUID.class),
        row.getString("unit"),
        row.getLong("each"),
        names(row.getString("states")).map(Membership.State::valueOf).collect(Collectors.toSet()),
        names(row.getString("groups")).map(Group::valueOf).collect(Collectors.toSet()));
  }

  /** The names that an array of the database was joined from. */
  static java.util.stream.Stream<String> names(@Nullable String joined) {
    return joined == null || joined.isEmpty()
        ? java.util.stream.Stream.of()
        : Arrays.stream(joined.split(","));
  }

  private static GiftList list(ResultSet row, int number) throws SQLException {
    return new GiftList(
        row.getObject("id", UUID.class),
        row.getObject("campaign_id", UUID.class),
        row.getString("path"),
        row.getString("title"),
        GiftList.State.valueOf(row.getString("state")),
        row.getTimestamp("opened_at").toInstant(),
        instant(row.getTimestamp("filled_at")),
        row.getObject("filled_by", UUID.class),
        row.getObject("line_id", UUID.class),
        instant(row.getTimestamp("approved_at")),
        row.getObject("approved_by", UUID.class),
        row.getBytes("hash"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
