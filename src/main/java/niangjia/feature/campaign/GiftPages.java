package niangjia.feature.campaign;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.feature.campaign.CampaignViews.GiftView;
import niangjia.platform.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of a list, page by page. */
@Component
class GiftPages {

  private final GiftLists lists;
  private final GiftRepository gifts;
  private final CampaignViews views;

  GiftPages(GiftLists lists, GiftRepository gifts, CampaignViews views) {
    this.lists = lists;
    this.gifts = gifts;
    this.views = views;
  }

  @Transactional(readOnly = true)
  public Page<GiftView> gifts(
      UUID list, Gift.@Nullable State state, @Nullable UUID after, int limit) {
    lists.get(list);
    var counts = gifts.counts(List.of(list)).getOrDefault(list, Map.of());
    long total =
        state == null
            ? counts.values().stream().mapToLong(Long::longValue).sum()
            : counts.getOrDefault(state, 0L);
    var rows = gifts.of(list, state, after, limit + 1);
    var page = Page.cut(rows, limit, total, gift -> gift.id().toString());
    return new Page<>(views.gifts(page.items()), page.next(), page.total());
  }
}
