package niangjia.feature.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.ledger.Account;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Transfer;
import niangjia.engine.people.Group;
import niangjia.engine.people.Member;
import niangjia.engine.people.Membership;
import niangjia.engine.union.Union;
import niangjia.feature.campaign.CampaignViews.CampaignDetail;
import niangjia.feature.campaign.CampaignViews.CampaignView;
import niangjia.feature.campaign.CampaignViews.GiftListView;
import niangjia.platform.Authz;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Campaigns over HTTP. */
@RestController
@RequestMapping("/api/campaign/campaigns")
class CampaignController {

  private static final String KEY = "Idempotency-Key";
  private static final long MOST_EACH = 100_000_000_000L;

  private final Campaigns campaigns;
  private final CampaignViews views;

  CampaignController(Campaigns campaigns, CampaignViews views) {
    this.campaigns = campaigns;
    this.views = views;
  }

  /**
   * A campaign to begin.
   *
   * @param key campaigns with the same one give each person one gift between them
   * @param line the fund or budget line that it is paid from
   * @param each fen or pieces for one person
   */
  record CampaignWanted(
      @NotNull Union.Id union,
      Campaign.@NotNull Kind kind,
      @NotNull Words title,
      @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}") String key,
      @NotNull LocalDate from,
      @NotNull LocalDate until,
      @NotNull UUID line,
      @Min(1) @Max(MOST_EACH) long each,
      @NotNull @Size(max = 4) Set<Membership.State> states,
      @NotNull @Size(max = 4) Set<Group> groups) {

    private Campaign draft(UUID id) {
      return new Campaign(
          id, "", kind, title, key, from, until, line, Account.MONEY, each, states, groups);
    }
  }

  /** What one union below gets of the budget. */
  record PortionWanted(@NotNull Union.Id union, @Min(1) @Max(Transfer.MOST) long amount) {}

  /** What several unions below get at once. */
  record PortionsWanted(
      @NotEmpty @Size(max = Budgets.MOST_SHARES) List<@Valid PortionWanted> shares) {}

  /** A list to open. */
  record GiftListWanted(@NotNull Union.Id union, @Nullable @Size(max = 60) String title) {}

  /** The campaigns of the reader's unions. */
  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  List<CampaignView> campaigns() {
    return campaigns.all().stream().map(views::campaign).toList();
  }

  /** Begins a campaign. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  CampaignView begin(@RequestHeader(KEY) UUID key, @RequestBody @Valid CampaignWanted wanted) {
    return views.campaign(campaigns.begin(wanted.union().value(), wanted.draft(key)));
  }

  /** A campaign with its lists and whom it has reached. */
  @GetMapping("/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "campaign")
  CampaignDetail campaign(@PathVariable UUID id) {
    var campaign = campaigns.get(id);
    var parts = campaigns.coverage(id).stream().map(views::coverage).toList();
    return views.detail(campaign, campaigns.lists(campaign), parts);
  }

  /** Gives parts of the budget to unions below, each with a list to fill. */
  @PostMapping("/{id}/shares")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "campaign")
  CampaignView share(
      @PathVariable UUID id,
      @RequestHeader(KEY) UUID key,
      @RequestBody @Valid PortionsWanted wanted) {
    var shares =
        wanted.shares().stream()
            .map(share -> new Budgets.Share(share.union(), share.amount()))
            .toList();
    return views.campaign(campaigns.share(id, key, shares));
  }

  /** Opens a list for a union. */
  @PostMapping("/{id}/lists")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "campaign")
  GiftListView openList(
      @PathVariable UUID id,
      @RequestHeader(KEY) UUID key,
      @RequestBody @Valid GiftListWanted wanted) {
    return views.list(campaigns.open(id, key, wanted.union(), wanted.title()));
  }

  /** Who of the people whom it is for is on no list. */
  @GetMapping("/{id}/missing")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "campaign")
  Page<Member> forgotten(
      @PathVariable UUID id,
      @RequestParam(required = false) Union.@Nullable Id union,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    return campaigns.missing(id, union, after, limit);
  }
}
