package niangjia.feature.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.people.Person;
import niangjia.engine.people.Registration;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** A campaign from its budget to approved lists: nobody twice, nobody forgotten, never too much. */
class CampaignTests extends CampaignGround {

  private Set<Person.Id> who(UUID list, Gift.State state) {
    return gifts(list, state).stream().map(Gift::person).collect(Collectors.toSet());
  }

  private static Set<UUID> ids(List<Gift> gifts) {
    return gifts.stream().map(Gift::id).collect(Collectors.toSet());
  }

  /** An uploaded list of the district's. */
  private UUID listing(List<Person.Id> people) {
    var id = Ids.next();
    seen(
        () -> {
          jdbc.sql(
                  """
                  insert into listing.listing (id, path, name, made_at, made_by)
                  values (:id, :path::ltree, '名单', now(), :id)
                  """)
              .param("id", id)
              .param("path", district)
              .update();
          return jdbc.sql(
                  """
                  insert into listing.entry (listing_id, person_id, path)
                  select :id, p, :path::ltree from unnest(:people::uuid[]) as p
                  """)
              .param("id", id)
              .param("path", district)
              .param("people", people.stream().map(Person.Id::value).toArray(UUID[]::new))
              .update();
        });
    return id;
  }

  @Test
  void budgetGoesDownAndNeverAboveItself() {
    var campaign = begin(fund, key(), EACH);
    var share = List.of(new Budgets.Share(union(east), 600 * YUAN));
    var order = Ids.next();
    filler.doing(() -> campaigns.share(campaign.id(), order, share));
    filler.doing(() -> campaigns.share(campaign.id(), order, share));
    assertThat(standing(fund).own().free()).isEqualTo(400 * YUAN);
    assertThat(seen(() -> rows.of(campaign.id())))
        .as("the same again opens no second list")
        .extracting(GiftList::path)
        .containsExactly(east);
    assertThatThrownBy(() -> filler.doing(() -> campaigns.share(campaign.id(), Ids.next(), share)))
        .isInstanceOf(Refused.class)
        .hasMessage("OVERDRAWN");
    assertThatThrownBy(() -> eastern.doing(() -> campaigns.get(campaign.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void aListIsFilledFromTheRosterAndApprovedByAnother() {
    var expected = Set.copyOf(enter(east, 4));
    enter(east, Group.HARDSHIP);
    enter(west, 2);
    var campaign = begin(fund, key(), EACH);
    var list = filled(campaign, east);
    assertThat(who(list.id(), Gift.State.PROPOSED)).isEqualTo(expected);
    assertThatThrownBy(() -> filler.doing(() -> lists.approve(list.id()))).hasMessage("OWN_LIST");
    var approved = approver.doing(() -> lists.approve(list.id()));
    assertThat(approved.hash()).hasSize(32);
    assertThat(gifts(list.id(), Gift.State.APPROVED))
        .hasSize(4)
        .allMatch(gift -> "王小明".equals(gift.name()) && east.equals(gift.union()))
        .allMatch(gift -> gift.groups().equals(Set.of(Group.OUTDOOR)));
    assertThat(standing(fund).own().committed()).isEqualTo(4 * EACH);
    assertThat(standing(fund).own().free()).isEqualTo(1_000 * YUAN - 4 * EACH);
    assertThatThrownBy(() -> filler.doing(() -> lists.fill(list.id())))
        .hasMessage("APPROVED_ALREADY");
  }

  @Test
  void anUploadedListSaysWhoIsNotMeant() {
    var one = enter(east, Group.OUTDOOR);
    var retired = enter(east, Group.HARDSHIP);
    var other = enter(west, Group.OUTDOOR);
    var campaign = begin(fund, key(), EACH);
    var list = open(campaign, east);
    var listing = listing(List.of(one, retired, other));
    var filled = filler.doing(() -> lists.fill(list.id(), listing));
    assertThat(filled.added()).isEqualTo(1);
    assertThat(filled.turned())
        .containsExactlyInAnyOrder(
            new GiftLists.Turned("王*明", GiftLists.Fault.NOT_MEANT),
            new GiftLists.Turned("王*明", GiftLists.Fault.OTHER_UNION));
    var again = filler.doing(() -> lists.fill(list.id(), listing));
    assertThat(again.added()).isZero();
    assertThat(again.already()).isEqualTo(1);
  }

  @Test
  void whoIsOnTwoListsOfASeasonIsFoundWhereverTheyAre() {
    var twice = enter(east, Group.OUTDOOR);
    enter(east, 2);
    var campaign = begin(fund, key(), EACH);
    var another = begin(fund("CNY", 500 * YUAN), key(), 50 * YUAN);
    var below = filled(campaign, east);
    var above = open(another, district);
    var listing = listing(List.of(twice));
    filler.doing(() -> lists.fill(above.id(), listing));
    assertThatThrownBy(() -> approver.doing(() -> lists.approve(below.id())))
        .hasMessage("DUPLICATES");
    assertThatThrownBy(() -> approver.doing(() -> lists.approve(above.id())))
        .hasMessage("DUPLICATES");
    var rival = eastern.doing(() -> lists.rivals(below.id())).getFirst();
    assertThat(rival.list()).isEqualTo(above.id());
    assertThatThrownBy(() -> eastern.doing(keep(below.id(), rival.gift())))
        .as("the other list is the district's to change")
        .hasMessage("OTHER_UNION");
    filler.doing(keep(below.id(), rival.gift()));
    assertThat(gifts(above.id(), null).getFirst().reason()).isEqualTo(Gift.Cause.OTHER_LIST);
    approver.doing(() -> lists.approve(below.id()));
    assertThat(standing(fund).own().committed()).isEqualTo(3 * EACH);
    assertThatThrownBy(() -> approver.doing(() -> lists.approve(above.id()))).hasMessage("NOBODY");
  }

  private Runnable keep(UUID list, UUID gift) {
    return () -> lists.keep(list, Set.of(gift));
  }

  @Test
  void theDatabaseHasTheLastWordOnOneGiftEach() {
    enter(east, 1);
    var campaign = begin(fund, key(), EACH);
    var first = filled(campaign, east);
    var second = filled(campaign, district);
    var snapshot =
        gifts(first.id(), null).stream().map(gift -> gift.snapshot("名", east, Set.of())).toList();
    var rival =
        gifts(second.id(), null).stream().map(gift -> gift.snapshot("名", east, Set.of())).toList();
    seen(() -> approve(snapshot));
    assertThatThrownBy(() -> seen(() -> approve(rival)))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("one_gift_each");
  }

  private boolean approve(List<Gift> snapshot) {
    gifts.approve(snapshot);
    return true;
  }

  @Test
  void anApprovedListTakesNobodyAndChangesNothing() {
    enter(east, 2);
    var campaign = begin(fund, key(), EACH);
    var list = approved(campaign, east);
    var late = enter(east, Group.OUTDOOR);
    assertThatThrownBy(() -> seen(() -> gifts.add(list, campaign, List.of(late), list.openedAt())))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("frozen_at_approval");
    var change = "update campaign.gift set groups = '{HARDSHIP}' where list_id = :list";
    assertThatThrownBy(() -> seen(() -> jdbc.sql(change).param("list", list.id()).update()))
        .hasMessageContaining("frozen_at_approval");
  }

  @Test
  void whoIsOnNoListIsFoundAndNobodyElse() {
    var eastern = enter(east, 3);
    var western = enter(west, 2);
    var campaign = begin(fund, key(), EACH);
    approved(campaign, east);
    var parts = filler.doing(() -> campaigns.coverage(campaign.id()));
    assertThat(parts)
        .extracting(part -> part.path() + " " + part.all() + " " + part.left())
        .containsExactly(east + " 3 0", west + " 2 2");
    var missing = filler.doing(() -> campaigns.missing(campaign.id(), null, null, 10));
    assertThat(missing.total()).isEqualTo(2);
    assertThat(missing.items())
        .extracting(member -> member.id())
        .containsExactlyInAnyOrderElementsOf(western)
        .doesNotContainAnyElementsOf(eastern);
  }

  @Test
  void whatWasPromisedToSomebodyTakenOffIsFreeAgain() {
    enter(east, 3);
    var campaign = begin(fund, key(), EACH);
    var list = approved(campaign, east);
    var one = gifts(list.id(), null).getFirst().id();
    Runnable drop = () -> lists.drop(list.id(), Set.of(one), Gift.Cause.DECLINED);
    filler.doing(drop);
    filler.doing(drop);
    assertThat(standing(fund).own().committed()).isEqualTo(2 * EACH);
    assertThat(ids(gifts(list.id(), Gift.State.DROPPED))).containsExactly(one);
    Runnable stranger = () -> lists.drop(list.id(), Set.of(one), Gift.Cause.DECLINED);
    assertThatThrownBy(() -> officer(west).doing(stranger)).isInstanceOf(NotFound.class);
  }

  @Test
  void moreThanTheBudgetIsNotPromised() {
    enter(east, 11);
    var campaign = begin(fund, key(), EACH);
    var list = filled(campaign, east);
    assertThatThrownBy(() -> approver.doing(() -> lists.approve(list.id())))
        .hasMessage("OVERDRAWN");
    assertThat(gifts(list.id(), Gift.State.PROPOSED)).hasSize(11);
    assertThat(standing(fund).own().committed()).isZero();
  }

  @Test
  void whoLeftTheUnionBeforeApprovalGetsNothing() {
    var staying = enter(east, 1);
    var leaving = enter(east, Group.OUTDOOR);
    var campaign = begin(fund, key(), EACH);
    var list = filled(campaign, east);
    var state = Membership.State.ACTIVE;
    var period = new Registration.Period(west, state, java.time.LocalDate.of(2026, 1, 1), null);
    Actor.asSystem(() -> people.change(leaving, period));
    approver.doing(() -> lists.approve(list.id()));
    assertThat(who(list.id(), Gift.State.APPROVED)).isEqualTo(Set.copyOf(staying));
    assertThat(gifts(list.id(), Gift.State.DROPPED))
        .extracting(Gift::reason)
        .containsExactly(Gift.Cause.GONE);
  }

  @Test
  void goodsArePromisedFromStock() {
    enter(east, 3);
    var water = fund("箱", 10);
    var campaign = begin(water, key(), 2);
    var list = approved(campaign, east);
    assertThat(standing(water).own().free()).isEqualTo(4);
    assertThat(standing(water).own().committed()).isEqualTo(6);
    assertThat(list.line()).isEqualTo(water.id());
  }
}
