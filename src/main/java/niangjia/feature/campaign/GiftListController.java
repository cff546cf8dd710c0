package niangjia.feature.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.people.Member;
import niangjia.feature.campaign.CampaignViews.DuplicateView;
import niangjia.feature.campaign.CampaignViews.GiftListView;
import niangjia.feature.campaign.CampaignViews.GiftView;
import niangjia.platform.Authz;
import niangjia.platform.Page;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of campaigns over HTTP, for the unions whose they are. */
@RestController
@RequestMapping("/api/campaign/lists")
class GiftListController {

  private static final int AT_ONCE = 500;

  private final GiftLists lists;
  private final GiftPages pages;
  private final CampaignViews views;

  GiftListController(GiftLists lists, GiftPages pages, CampaignViews views) {
    this.lists = lists;
    this.pages = pages;
    this.views = views;
  }

  /**
   * From where a list is filled.
   *
   * @param listing an uploaded list of people; null for all whom the campaign is for
   */
  record FillWanted(@Nullable UUID listing) {}

  /** What became of filling a list; of those turned away at most a hundred are named. */
  record FilledView(int added, int already, int turned, List<GiftLists.Turned> rows) {}

  /** People to be taken off, and why. */
  record DropWanted(
      @NotEmpty @Size(max = AT_ONCE) Set<@NotNull UUID> gifts, Gift.@NotNull Cause reason) {}

  /** People on two lists to whom this one is to give. */
  record KeepWanted(@NotEmpty @Size(max = AT_ONCE) Set<@NotNull UUID> gifts) {}

  /** The lists of the officer's unions, the latest first. */
  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<GiftListView> giftLists() {
    return views.lists(lists.all());
  }

  /** A list. */
  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  GiftListView giftList(@PathVariable UUID id) {
    return views.list(lists.get(id));
  }

  /** Who is on it. */
  @GetMapping("/{id}/gifts")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  Page<GiftView> gifts(
      @PathVariable UUID id,
      @RequestParam(required = false) Gift.@Nullable State state,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    return pages.gifts(id, state, after, limit);
  }

  /** Fills it. */
  @PostMapping("/{id}/fill")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  FilledView fill(@PathVariable UUID id, @RequestBody @Valid FillWanted wanted) {
    var filled = wanted.listing() == null ? lists.fill(id) : lists.fill(id, wanted.listing());
    var turned = filled.turned();
    return new FilledView(
        filled.added(),
        filled.already(),
        turned.size(),
        turned.subList(0, Math.min(Page.LIMIT, turned.size())));
  }

  /** Takes people off it. */
  @PostMapping("/{id}/drop")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  GiftListView drop(@PathVariable UUID id, @RequestBody @Valid DropWanted wanted) {
    lists.drop(id, wanted.gifts(), wanted.reason());
    return views.list(lists.get(id));
  }

  /** Who on it is on another list of the same season. */
  @GetMapping("/{id}/duplicates")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  List<DuplicateView> duplicates(@PathVariable UUID id) {
    return views.duplicates(id, lists.rivals(id));
  }

  /** Decides that this list gives. */
  @PostMapping("/{id}/keep")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  GiftListView keep(@PathVariable UUID id, @RequestBody @Valid KeepWanted wanted) {
    lists.keep(id, wanted.gifts());
    return views.list(lists.get(id));
  }

  /** Who of its union is on no list. */
  @GetMapping("/{id}/missing")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  Page<Member> unlisted(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    return lists.missing(id, after, limit);
  }

  /** A second officer approves it. */
  @PostMapping("/{id}/approve")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "giftList")
  GiftListView approveList(@PathVariable UUID id) {
    return views.list(lists.approve(id));
  }
}
