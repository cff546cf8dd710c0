package niangjia.engine.people;

import java.sql.Date;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.platform.Actor;
import niangjia.platform.Page;
import niangjia.platform.Params;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whole rosters at once: everybody in them, and who of them is missing elsewhere. */
@Service
public class Rosters {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final String IN =
      """
      from people.person p
      where p.path <@ :within::ltree
        and (cardinality(:states::text[]) = 0 or exists (
          select from people.membership m
          where m.person = p.id and m.state = any(:states::text[]) and m.from_on <= :today
            and (m.until_on is null or m.until_on > :today)))
        and (cardinality(:groups::text[]) = 0 or exists (
          select from people.belonging b
          where b.person = p.id and b.kind = any(:groups::text[]) and b.from_on <= :today
            and (b.until_on is null or b.until_on > :today)))
      """;

  private final JdbcClient jdbc;
  private final PeopleRepository repository;
  private final Members members;
  private final InstantSource clock;

  Rosters(JdbcClient jdbc, PeopleRepository repository, Members members, InstantSource clock) {
    this.jdbc = jdbc;
    this.repository = repository;
    this.members = members;
    this.clock = clock;
  }

  /** Everybody in a roster, at most so many. */
  @Transactional(readOnly = true)
  public List<Person.Id> all(Roster roster, int limit) {
    require(roster, Role.OFFICER);
    return ids(roster, List.of(), null, limit).stream().map(Person.Id::new).toList();
  }

  /** How many there are under each union directly below, and how many without those known. */
  @Transactional(readOnly = true)
  public List<Roster.Part> parts(Roster roster, Collection<UUID> known) {
    require(roster, Role.OFFICER, Role.LEADER);
    return jdbc.sql(
            """
            select subpath(p.path, 0, least(nlevel(p.path), nlevel(:within::ltree) + 1))::text
                as part,
              count(*) as people, count(*) filter (where not p.id = any(:known::uuid[])) as missing
            """
                + IN
                + "group by 1 order by 1")
        .params(parameters(roster, known))
        .query(
            (row, _) ->
                new Roster.Part(
                    row.getString("part"), row.getLong("people"), row.getLong("missing")))
        .list();
  }

  /** Who is in a roster and not among those known, in the order in which they were entered. */
  @Transactional(readOnly = true)
  public Page<Member> missing(
      Roster roster, Collection<UUID> known, @Nullable UUID after, int limit) {
    require(roster, Role.OFFICER);
    var total =
        jdbc.sql("select count(*) " + IN + " and not p.id = any(:known::uuid[])")
            .params(parameters(roster, known))
            .query(Long.class)
            .single();
    var page = Page.cut(ids(roster, known, after, limit + 1), limit, total, UUID::toString);
    return new Page<>(members.members(page.items()), page.next(), page.total());
  }

  /** What is known of these people now, those left out whom the actor does not see. */
  @Transactional(readOnly = true)
  public Map<Person.Id, Profile> profiles(Collection<Person.Id> people) {
    var ids = people.stream().map(Person.Id::value).distinct().toList();
    return repository.standings(ids).stream()
        .map(PeopleRepository.Standing::profile)
        .collect(Collectors.toMap(Profile::id, profile -> profile));
  }

  private List<UUID> ids(Roster roster, Collection<UUID> known, @Nullable UUID after, int limit) {
    return jdbc.sql(
            "select p.id "
                + IN
                + """
                and not p.id = any(:known::uuid[]) and (:after::uuid is null or p.id > :after)
                order by p.id limit :limit
                """)
        .params(parameters(roster, known))
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  private Map<String, Object> parameters(Roster roster, Collection<UUID> known) {
    var values = new HashMap<String, Object>();
    values.put("within", roster.within());
    values.put("states", Params.texts(roster.states()));
    values.put("groups", Params.texts(roster.groups()));
    values.put("known", known.toArray(UUID[]::new));
    values.put("today", Date.valueOf(LocalDate.ofInstant(clock.instant(), ZONE)));
    return values;
  }

  private static void require(Roster roster, Role... roles) {
    var actor = Actor.current();
    if (!actor.equals(Actor.SYSTEM)) {
      actor.require(roster.within(), roles);
    }
  }
}
