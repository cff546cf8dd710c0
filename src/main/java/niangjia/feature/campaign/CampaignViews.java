package niangjia.feature.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.access.Names;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.people.People;
import niangjia.engine.people.Rosters;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What campaigns look like on the wire. */
@Component
class CampaignViews {

  /**
   * A campaign.
   *
   * @param each fen or pieces for one person
   * @param manages whether the reader runs it
   */
  record CampaignView(
      UUID id,
      Union union,
      Campaign.Kind kind,
      Words title,
      String key,
      LocalDate from,
      LocalDate until,
      UUID line,
      String unit,
      long each,
      Set<Membership.State> states,
      Set<Group> groups,
      boolean manages) {}

  /** People whom it is for under one union: all of them, and those who are on no list. */
  record CoverageView(Union union, long people, long missing) {}

  /** A campaign with its lists and whom it has reached. */
  record CampaignDetail(
      CampaignView campaign, List<GiftListView> lists, List<CoverageView> coverage) {}

  /**
   * A list of a campaign.
   *
   * @param people how many get something by it
   * @param hash of the approved list
   * @param mine whether the reader filled it, and so does not approve it
   */
  record GiftListView(
      UUID id,
      CampaignView campaign,
      Union union,
      String title,
      GiftList.State state,
      long people,
      long dropped,
      long amount,
      @Nullable Instant filledAt,
      @Nullable Words filledBy,
      @Nullable Instant approvedAt,
      @Nullable Words approvedBy,
      @Nullable String hash,
      boolean mine) {}

  /** A person on a list; the name masked, as it was at approval. */
  record GiftView(
      UUID id,
      String name,
      @Nullable Union union,
      Set<Group> groups,
      long amount,
      Gift.State state,
      Gift.@Nullable Cause reason) {}

  /**
   * Somebody on two lists.
   *
   * @param list the other list, null where the reader does not see it
   * @param decides whether the reader may decide that this list gives
   */
  record DuplicateView(
      UUID gift,
      String name,
      long amount,
      @Nullable UUID list,
      Union union,
      Words campaign,
      Gift.State state,
      long otherAmount,
      String unit,
      boolean decides) {}

  private final CampaignRepository repository;
  private final GiftRepository gifts;
  private final Unions unions;
  private final Names names;
  private final Rosters rosters;

  CampaignViews(
      CampaignRepository repository,
      GiftRepository gifts,
      Unions unions,
      Names names,
      Rosters rosters) {
    this.repository = repository;
    this.gifts = gifts;
    this.unions = unions;
    this.names = names;
    this.rosters = rosters;
  }

  CampaignView campaign(Campaign campaign) {
    return new CampaignView(
        campaign.id(),
        unions.nearest(campaign.path()),
        campaign.kind(),
        campaign.title(),
        campaign.key(),
        campaign.from(),
        campaign.until(),
        campaign.line(),
        campaign.unit(),
        campaign.each(),
        campaign.states(),
        campaign.groups(),
        Actor.current().covers(campaign.path(), Role.OFFICER));
  }

  @Transactional(readOnly = true)
  public CampaignDetail detail(Campaign campaign, List<GiftList> lists, List<CoverageView> parts) {
    return new CampaignDetail(campaign(campaign), lists(lists), parts);
  }

  CoverageView coverage(niangjia.engine.people.Roster.Part part) {
    return new CoverageView(unions.nearest(part.path()), part.all(), part.left());
  }

  @Transactional(readOnly = true)
  public List<GiftListView> lists(List<GiftList> lists) {
    var counts = gifts.counts(lists.stream().map(GiftList::id).toList());
    var officers = new ArrayList<UUID>();
    lists.forEach(list -> officers.add(list.filledBy()));
    lists.forEach(list -> officers.add(list.approvedBy()));
    var known = names.of(officers.stream().filter(Objects::nonNull).distinct().toList());
    return lists.stream()
        .map(list -> view(list, counts.getOrDefault(list.id(), Map.of()), known))
        .toList();
  }

  private GiftListView view(
      GiftList list, Map<Gift.State, Long> counts, Map<UUID, Words> officers) {
    var campaign = repository.find(list.campaign()).orElseThrow();
    long people =
        counts.getOrDefault(Gift.State.PROPOSED, 0L) + counts.getOrDefault(Gift.State.APPROVED, 0L);
    return new GiftListView(
        list.id(),
        campaign(campaign),
        unions.nearest(list.path()),
        list.title(),
        list.state(),
        people,
        counts.getOrDefault(Gift.State.DROPPED, 0L),
        people * campaign.each(),
        list.filledAt(),
        list.filledBy() == null ? null : officers.get(list.filledBy()),
        list.approvedAt(),
        list.approvedBy() == null ? null : officers.get(list.approvedBy()),
        list.hash() == null ? null : HexFormat.of().formatHex(list.hash()),
        list.filledBy() != null && list.filledBy().equals(Actor.current().account()));
  }

  GiftListView list(GiftList list) {
    return lists(List.of(list)).getFirst();
  }

  /** Names that were frozen, and for the others what they are called now. */
  @Transactional(readOnly = true)
  public List<GiftView> gifts(List<Gift> page) {
    var people = page.stream().map(Gift::person).filter(Objects::nonNull).toList();
    var now = rosters.profiles(people);
    return page.stream()
        .map(
            gift -> {
              var profile = gift.person() == null ? null : now.get(gift.person());
              var path =
                  gift.union() != null ? gift.union() : profile == null ? null : profile.path();
              var name = gift.name() != null || profile == null ? gift.name() : profile.name();
              return new GiftView(
                  gift.id(),
                  name == null ? "" : People.masked(name),
                  path == null ? null : unions.nearest(path),
                  gift.name() != null || profile == null ? gift.groups() : profile.groups(),
                  gift.amount(),
                  gift.state(),
                  gift.reason());
            })
        .toList();
  }

  /** Both sides of everybody who is on two lists. */
  @Transactional(readOnly = true)
  public List<DuplicateView> duplicates(UUID list, List<Rival> rivals) {
    var ids = rivals.stream().map(Rival::gift).distinct().toList();
    var own =
        gifts(gifts.of(list, ids)).stream().collect(Collectors.toMap(GiftView::id, gift -> gift));
    return rivals.stream()
        .map(
            rival -> {
              var gift = Objects.requireNonNull(own.get(rival.gift()));
              boolean covers = Actor.current().covers(rival.path(), Role.OFFICER);
              return new DuplicateView(
                  gift.id(),
                  gift.name(),
                  gift.amount(),
                  covers ? rival.list() : null,
                  unions.nearest(rival.path()),
                  rival.campaign(),
                  rival.state(),
                  rival.amount(),
                  rival.unit(),
                  covers && rival.state() == Gift.State.PROPOSED);
            })
        .toList();
  }
}
