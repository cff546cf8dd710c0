package niangjia.feature.campaign;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Transfer;
import niangjia.engine.people.Member;
import niangjia.engine.people.Roster;
import niangjia.engine.people.Rosters;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins campaigns, gives their budget on to the unions below, and finds who was forgotten. */
@Service
public class Campaigns {

  /** The most campaigns that one list of them shows. */
  static final int MOST = 200;

  private static final int TITLE = 60;
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** Why nothing was done. */
  enum Reason {
    /** The key of the request was used for another campaign. */
    KEY_TAKEN,
    /** Somebody on the list is on another one of the same season, and nobody has decided. */
    DUPLICATES,
    /** Whoever filled a list does not approve it. */
    OWN_LIST,
    /** It was approved before. */
    APPROVED_ALREADY,
    /** The list has nobody. */
    NOBODY,
    /** The list has more people than one list takes. */
    TOO_MANY,
    /** The other union gives already. */
    GIVEN_ALREADY,
    /** The other list is of a union that the officer does not work for. */
    OTHER_UNION,
    /** The list's union has no share of the budget that the officer may spend. */
    NO_SHARE
  }

  private final CampaignRepository repository;
  private final GiftRepository gifts;
  private final Money money;
  private final Rosters rosters;
  private final InstantSource clock;

  Campaigns(
      CampaignRepository repository,
      GiftRepository gifts,
      Money money,
      Rosters rosters,
      InstantSource clock) {
    this.repository = repository;
    this.gifts = gifts;
    this.money = money;
    this.rosters = rosters;
    this.clock = clock;
  }

  /** Where the money comes from and goes to. */
  @org.springframework.stereotype.Component
  record Money(Budgets budgets, Unions unions) {}

  /** Begins a campaign of the officer's union; the same again answers with the same. */
  @Transactional
  public Campaign begin(UUID union, Campaign draft) {
    var path = union("union", new Union.Id(union));
    var line = money.budgets().get(draft.line());
    if (!line.path().equals(path)) {
      throw new Invalid("line", "unknown");
    }
    if (!draft.title().within(TITLE)) {
      throw new Invalid("title", "tooLong", TITLE);
    }
    if (!KEY.matcher(draft.key()).matches()) {
      throw new Invalid("key", "unreadable");
    }
    if (draft.until().isBefore(draft.from())) {
      throw new Invalid("until", "after", draft.from());
    }
    var campaign =
        new Campaign(
            draft.id(),
            path,
            draft.kind(),
            draft.title(),
            draft.key(),
            draft.from(),
            draft.until(),
            line.id(),
            line.unit(),
            draft.each(),
            draft.states(),
            draft.groups());
    repository.add(campaign, clock.instant(), Actor.current().account());
    if (!campaign.equals(repository.find(draft.id()).orElse(null))) {
      throw new Refused(HttpStatus.UNPROCESSABLE_CONTENT, Reason.KEY_TAKEN, Map.of());
    }
    return campaign;
  }

  /** The campaigns of the reader's unions. */
  @Transactional(readOnly = true)
  public List<Campaign> all() {
    return repository.within(Actor.current().paths(Role.OFFICER, Role.LEADER), MOST);
  }

  /** A campaign in the reader's scope. */
  @Transactional(readOnly = true)
  public Campaign get(UUID id) {
    var campaign = repository.find(id).orElseThrow(NotFound::new);
    Actor.current().require(campaign.path(), Role.OFFICER, Role.LEADER);
    return campaign;
  }

  /** Gives parts of the budget to unions below, each with a list to fill. */
  @Transactional
  public Campaign share(UUID id, UUID key, List<Budgets.Share> shares) {
    var campaign = run(id);
    money.budgets().allot(campaign.line(), key, shares, null);
    for (var share : shares) {
      open(campaign, share.union(), Transfer.key(id, "list " + share.union()), null);
    }
    return campaign;
  }

  /** Opens a list for a union of the campaign's subtree. */
  @Transactional
  public GiftList open(UUID id, UUID key, Union.Id union, @Nullable String title) {
    return open(run(id), union, key, title);
  }

  private GiftList open(Campaign campaign, Union.Id union, UUID key, @Nullable String title) {
    var path = union("union", union);
    if (!within(campaign.path(), path)) {
      throw new Invalid("union", "unknown");
    }
    var name = title == null || title.isBlank() ? name(path) : title.strip();
    if (name.length() > TITLE) {
      throw new Invalid("title", "tooLong", TITLE);
    }
    var list =
        new GiftList(
            key,
            campaign.id(),
            path,
            name,
            GiftList.State.DRAFT,
            clock.instant(),
            null,
            null,
            null,
            null,
            null,
            null);
    repository.open(list);
    var there = repository.list(key).orElseThrow(NotFound::new);
    if (!there.campaign().equals(campaign.id()) || !there.path().equals(path)) {
      throw new Refused(HttpStatus.UNPROCESSABLE_CONTENT, Reason.KEY_TAKEN, Map.of());
    }
    return there;
  }

  private String name(String path) {
    var zh = money.unions().nearest(path).name().zh();
    return zh.substring(0, Math.min(TITLE, zh.length()));
  }

  /** The lists of a campaign. */
  @Transactional(readOnly = true)
  public List<GiftList> lists(Campaign campaign) {
    return repository.of(campaign.id());
  }

  /** How many people it is for under each union directly below, and how many are on no list. */
  @Transactional(readOnly = true)
  public List<Roster.Part> coverage(UUID id) {
    var campaign = get(id);
    return rosters.parts(campaign.roster(campaign.path()), gifts.listed(campaign.key()));
  }

  /** Who of a union's roster is on no list of the campaign's season. */
  @Transactional(readOnly = true)
  public Page<Member> missing(UUID id, Union.@Nullable Id union, @Nullable UUID after, int limit) {
    var campaign = run(id);
    var path = union == null ? campaign.path() : union("union", union);
    if (!within(campaign.path(), path)) {
      throw new Invalid("union", "unknown");
    }
    return rosters.missing(campaign.roster(path), gifts.listed(campaign.key()), after, limit);
  }

  /** A campaign that the officer runs. */
  private Campaign run(UUID id) {
    var campaign = get(id);
    Actor.current().require(campaign.path(), Role.OFFICER);
    return campaign;
  }

  static boolean within(String root, String path) {
    return path.equals(root) || path.startsWith(root + ".");
  }

  private String union(String field, Union.Id id) {
    return money
        .unions()
        .find(id)
        .map(Union::path)
        .filter(path -> Actor.current().covers(path, Role.OFFICER))
        .orElseThrow(() -> new Invalid(Objects.requireNonNull(field), "unknown"));
  }
}
