package niangjia.feature.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.Group;
import niangjia.engine.people.Person;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of gifts. */
@Repository
class GiftRepository {

  private static final String GIFT =
      """
      select g.id, g.list_id, g.person_id, g.state, g.reason, g.name_sealed,
        g.union_path::text as union_path, array_to_string(g.groups, ',') as groups, g.amount
      from campaign.gift g
      """;

  private final JdbcClient jdbc;
  private final Sealer sealer;

  GiftRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Puts people on a list who are not on it; answers how many. */
  int add(GiftList list, Campaign campaign, Collection<Person.Id> people, Instant at) {
    return jdbc.sql(
            """
            insert into campaign.gift (
              id, list_id, campaign_id, key, path, person_id, state, amount, added_at)
            select r.id, :list, :campaign, :key, :path::ltree, r.person, 'PROPOSED', :amount, :at
            from unnest(:ids::uuid[], :people::uuid[]) as r (id, person)
            on conflict (list_id, person_id) do nothing
            """)
        .param("ids", people.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
        .param("people", people.stream().map(Person.Id::value).toArray(UUID[]::new))
        .param("list", list.id())
        .param("campaign", campaign.id())
        .param("key", campaign.key())
        .param("path", list.path())
        .param("amount", campaign.each())
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Those of a list that stand so, all for null, in the order in which they were added. */
  List<Gift> of(UUID list, Gift.@Nullable State state, @Nullable UUID after, int limit) {
    return jdbc.sql(
            GIFT
                + """
                where g.list_id = :list and (:state::text is null or g.state = :state)
                  and (:after::uuid is null or g.id > :after)
                order by g.id limit :limit
                """)
        .param("list", list)
        .param("state", Params.value(state))
        .param("after", after)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /** Those of a list with these ids. */
  List<Gift> of(UUID list, Collection<UUID> ids) {
    return jdbc.sql(GIFT + " where g.list_id = :list and g.id = any(:ids::uuid[]) order by g.id")
        .param("list", list)
        .param("ids", ids.toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /** How many of each list stand so, as far as the actor sees them. */
  Map<UUID, Map<Gift.State, Long>> counts(Collection<UUID> lists) {
    record Count(UUID list, Gift.State state, long gifts) {}
    return jdbc
        .sql(
            """
            select g.list_id, g.state, count(*) as gifts from campaign.gift g
            where g.list_id = any(:lists::uuid[]) group by 1, 2
            """)
        .param("lists", lists.toArray(UUID[]::new))
        .query(
            (row, _) ->
                new Count(
                    row.getObject("list_id", UUID.class),
                    Gift.State.valueOf(row.getString("state")),
                    row.getLong("gifts")))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Count::list,
                Collectors.toMap(
                    Count::state, Count::gifts, Long::sum, () -> new EnumMap<>(Gift.State.class))));
  }

  /** Approves gifts with what is known of their people; whoever has one already fails all. */
  void approve(List<Gift> gifts) {
    var names = gifts.parallelStream().map(gift -> sealer.seal("" + gift.name())).toList();
    jdbc.sql(
            """
            update campaign.gift g set state = 'APPROVED', name_sealed = r.name,
              union_path = r.path::ltree, groups = string_to_array(r.groups, ',')
            from unnest(:ids::uuid[], :names::bytea[], :paths::text[], :groups::text[])
              as r (id, name, path, groups)
            where g.id = r.id and g.state = 'PROPOSED'
            """)
        .param("ids", gifts.stream().map(Gift::id).toArray(UUID[]::new))
        .param("names", names.toArray(byte[][]::new))
        .param("paths", gifts.stream().map(Gift::union).toArray(String[]::new))
        .param("groups", gifts.stream().map(GiftRepository::joined).toArray(String[]::new))
        .update();
  }

  private static String joined(Gift gift) {
    return gift.groups().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
  }

  /** Takes gifts off their lists. */
  void drop(Collection<UUID> gifts, Gift.Cause reason) {
    jdbc.sql(
            """
            update campaign.gift set state = 'DROPPED', reason = :reason
            where id = any(:ids::uuid[]) and state <> 'DROPPED'
            """)
        .param("ids", gifts.toArray(UUID[]::new))
        .param("reason", reason.name())
        .update();
  }

  /** Who on a list is on another one of its key, wherever that is. */
  List<Rival> rivals(UUID list) {
    return jdbc.sql(
            """
            select gift_id, rival_id, rival_list, rival_path, rival_state, rival_amount, title_zh,
              title_en, unit
            from campaign.rivals(:list)
            """)
        .param("list", list)
        .query(
            (row, _) ->
                new Rival(
                    row.getObject("gift_id", UUID.class),
                    row.getObject("rival_id", UUID.class),
                    row.getObject("rival_list", UUID.class),
                    row.getString("rival_path"),
                    Gift.State.valueOf(row.getString("rival_state")),
                    row.getLong("rival_amount"),
                    row.getString("unit"),
                    new Words(row.getString("title_zh"), row.getString("title_en"))))
        .list();
  }

  /** Everybody on a list of that key, wherever. */
  List<UUID> listed(String key) {
    return jdbc.sql("select id from campaign.listed(:key) as l (id)")
        .param("key", key)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  private Gift row(ResultSet row, int number) throws SQLException {
    var person = row.getObject("person_id", UUID.class);
    var reason = row.getString("reason");
    var name = row.getBytes("name_sealed");
    return new Gift(
        row.getObject("id", UUID.class),
        row.getObject("list_id", UUID.class),
        person == null ? null : new Person.Id(person),
        Gift.State.valueOf(row.getString("state")),
        reason == null ? null : Gift.Cause.valueOf(reason),
        name == null ? null : sealer.open(name),
        row.getString("union_path"),
        CampaignRepository.names(row.getString("groups"))
            .map(Group::valueOf)
            .collect(Collectors.toSet()),
        row.getLong("amount"));
  }
}
