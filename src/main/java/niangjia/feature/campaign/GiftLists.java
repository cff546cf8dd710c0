package niangjia.feature.campaign;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Line;
import niangjia.engine.listing.Listings;
import niangjia.engine.people.Member;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.engine.people.Rosters;
import niangjia.feature.campaign.Campaigns.Reason;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills lists, decides who gives to somebody who is on two, and approves. One officer fills a list,
 * another approves it, which freezes it and promises its amount; each step is one transaction.
 */
@Service
public class GiftLists {

  /** The most people on one list, as many as one payout pays. */
  public static final int MOST = 10_000;

  /** Why somebody of an uploaded list is not taken. */
  public enum Fault {
    /** Belongs to another union than the list's. */
    OTHER_UNION,
    /** Is none of those whom the campaign is for. */
    NOT_MEANT
  }

  /** Somebody who was not taken, with a masked name. */
  public record Turned(String name, Fault fault) {}

  /**
   * What became of filling a list.
   *
   * @param added how many came on it
   * @param already how many were on it, or were taken off it
   * @param turned who was not taken
   */
  public record Filled(int added, int already, List<Turned> turned) {}

  /** Where the people and the money come from. */
  @Component
  record Sources(Listings listings, Rosters rosters, Budgets budgets) {}

  private final CampaignRepository repository;
  private final GiftRepository gifts;
  private final Sources sources;
  private final Promises promises;
  private final InstantSource clock;

  GiftLists(
      CampaignRepository repository,
      GiftRepository gifts,
      Sources sources,
      Promises promises,
      InstantSource clock) {
    this.repository = repository;
    this.gifts = gifts;
    this.sources = sources;
    this.promises = promises;
    this.clock = clock;
  }

  /** The lists of the reader's unions, the latest first. */
  @Transactional(readOnly = true)
  public List<GiftList> all() {
    return repository.lists(Actor.current().paths(Role.OFFICER), Campaigns.MOST);
  }

  /** A list in the officer's scope. */
  @Transactional(readOnly = true)
  public GiftList get(UUID id) {
    var list = repository.list(id).orElseThrow(NotFound::new);
    Actor.current().require(list.path(), Role.OFFICER);
    return list;
  }

  /** The campaign of a list, which may be a union's above. */
  @Transactional(readOnly = true)
  public Campaign campaign(GiftList list) {
    return repository.find(list.campaign()).orElseThrow();
  }

  /** Puts everybody on the list whom the campaign is for in its union. */
  @Transactional
  public Filled fill(UUID id) {
    var list = held(id);
    var campaign = campaign(list);
    var people = sources.rosters().all(campaign.roster(list.path()), MOST + 1);
    return fill(list, campaign, people, List.of());
  }

  /** Puts those of an uploaded list on it whom the campaign is for. */
  @Transactional
  public Filled fill(UUID id, UUID listing) {
    var list = held(id);
    var campaign = campaign(list);
    var rule = campaign.roster(list.path());
    var people = new ArrayList<Person.Id>();
    var turned = new ArrayList<Turned>();
    var meant = sources.listings().open(listing).people();
    for (var profile : sources.rosters().profiles(meant).values()) {
      if (!Campaigns.within(list.path(), profile.path())) {
        turned.add(turned(profile, Fault.OTHER_UNION));
      } else if (!rule.means(profile)) {
        turned.add(turned(profile, Fault.NOT_MEANT));
      } else {
        people.add(profile.id());
      }
    }
    return fill(list, campaign, people, turned);
  }

  private static Turned turned(Profile profile, Fault fault) {
    return new Turned(niangjia.engine.people.People.masked(profile.name()), fault);
  }

  private Filled fill(
      GiftList list, Campaign campaign, List<Person.Id> people, List<Turned> turned) {
    long before =
        gifts.counts(List.of(list.id())).getOrDefault(list.id(), Map.of()).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    int added = gifts.add(list, campaign, people, clock.instant());
    if (before + added > MOST) {
      throw new Refused(Reason.TOO_MANY, Map.of("most", MOST));
    }
    repository.filled(list.id(), clock.instant(), account());
    return new Filled(added, people.size() - added, turned);
  }

  /** Takes people off a list; what was promised to them is free again. */
  @Transactional
  public void drop(UUID id, Collection<UUID> which, Gift.Cause reason) {
    repository.hold(List.of(id));
    var list = get(id);
    var dropped = gifts.of(id, which);
    if (dropped.size() < which.size()) {
      throw new Invalid("gifts", "unknown");
    }
    var approved = dropped.stream().filter(gift -> gift.state() == Gift.State.APPROVED).toList();
    if (!approved.isEmpty()) {
      promises.release(line(list), approved);
    }
    gifts.drop(which, reason);
  }

  /** Decides that this list gives to people who are on others, too: those lists lose them. */
  @Transactional
  public void keep(UUID id, Collection<UUID> which) {
    get(id);
    var lists = new TreeSet<UUID>(List.of(id));
    rivals(id, which).forEach(rival -> lists.add(rival.list()));
    repository.hold(lists);
    var others = rivals(id, which);
    for (var rival : others) {
      if (rival.state() == Gift.State.APPROVED) {
        throw new Refused(Reason.GIVEN_ALREADY, Map.of());
      }
      if (!Actor.current().covers(rival.path(), Role.OFFICER)) {
        throw new Refused(Reason.OTHER_UNION, Map.of());
      }
    }
    gifts.drop(others.stream().map(Rival::other).toList(), Gift.Cause.OTHER_LIST);
  }

  private List<Rival> rivals(UUID id, Collection<UUID> which) {
    return gifts.rivals(id).stream().filter(rival -> which.contains(rival.gift())).toList();
  }

  /** Who on a list is on another one of the same season, wherever that is. */
  @Transactional(readOnly = true)
  List<Rival> rivals(UUID id) {
    get(id);
    return gifts.rivals(id);
  }

  /** Who of the list's union is on no list of the season. */
  @Transactional(readOnly = true)
  public Page<Member> missing(UUID id, @Nullable UUID after, int limit) {
    var list = get(id);
    var campaign = campaign(list);
    var known = gifts.listed(campaign.key());
    return sources.rosters().missing(campaign.roster(list.path()), known, after, limit);
  }

  /** Approves what another officer filled: it is frozen, and its amount is promised. */
  @Transactional
  public GiftList approve(UUID id) {
    var list = held(id);
    var by = account();
    if (list.filledBy() == null) {
      throw new Refused(Reason.NOBODY, Map.of());
    }
    if (by.equals(list.filledBy())) {
      throw new Refused(Reason.OWN_LIST, Map.of());
    }
    var campaign = campaign(list);
    repository.serialise(campaign.key());
    var rivals = gifts.rivals(id);
    if (!rivals.isEmpty()) {
      long people = rivals.stream().map(Rival::gift).distinct().count();
      throw new Refused(Reason.DUPLICATES, Map.of("people", people));
    }
    var line = sources.budgets().paying(campaign.line(), list.path());
    if (!Actor.current().covers(line.path(), Role.OFFICER)) {
      throw new Refused(Reason.NO_SHARE, Map.of());
    }
    var approved = freeze(list);
    promises.promise(line, approved);
    repository.approve(
        new GiftList(
            id,
            list.campaign(),
            list.path(),
            list.title(),
            GiftList.State.APPROVED,
            list.openedAt(),
            list.filledAt(),
            list.filledBy(),
            line.id(),
            clock.instant(),
            by,
            hash(approved)));
    return get(id);
  }

  private List<Gift> freeze(GiftList list) {
    var proposed = gifts.of(list.id(), Gift.State.PROPOSED, null, MOST);
    var people = proposed.stream().map(Gift::person).filter(Objects::nonNull).toList();
    var profiles = sources.rosters().profiles(people);
    var approved = new ArrayList<Gift>();
    var gone = new ArrayList<UUID>();
    for (var gift : proposed) {
      var profile = gift.person() == null ? null : profiles.get(gift.person());
      if (profile == null || !Campaigns.within(list.path(), profile.path())) {
        gone.add(gift.id());
      } else {
        approved.add(gift.snapshot(profile.name(), profile.path(), profile.groups()));
      }
    }
    if (approved.isEmpty()) {
      throw new Refused(Reason.NOBODY, Map.of());
    }
    gifts.drop(gone, Gift.Cause.GONE);
    try {
      gifts.approve(approved);
    } catch (DuplicateKeyException _) {
      throw new Refused(Reason.DUPLICATES, Map.of());
    }
    return approved;
  }

  /** SM3 over who gets how much, in the order in which they were added. */
  private static byte[] hash(List<Gift> gifts) {
    var digest = new SM3Digest();
    for (var gift : gifts) {
      var row = (gift.id() + " " + gift.person() + " " + gift.amount() + "\n");
      var bytes = row.getBytes(StandardCharsets.UTF_8);
      digest.update(bytes, 0, bytes.length);
    }
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** The line that an approved list is paid from. */
  Line line(GiftList list) {
    return sources.budgets().get(Objects.requireNonNull(list.line()));
  }

  /** Whoever is next waits, and then reads what this one left. */
  private GiftList held(UUID id) {
    repository.hold(List.of(id));
    var list = get(id);
    if (list.state() != GiftList.State.DRAFT) {
      throw new Refused(Reason.APPROVED_ALREADY, Map.of());
    }
    return list;
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    return account;
  }
}
