package niangjia.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A benefit of the street Jianwai that a test makes for itself, published and open at once. */
record Benefit(String id, String title, List<String> places) {

  private static final String PATH = "/api/benefit/console/offerings";

  /** One kind of place, so many. */
  static Benefit open(int port, String title, int capacity) {
    return publish(port, title, draft(port, title, capacity));
  }

  /** With a waiting room that lets in so many a second. */
  static Benefit queued(int port, String title, int capacity, int admitPerSecond) {
    var draft = draft(port, title, capacity);
    draft.put("admitPerSecond", admitPerSecond);
    return publish(port, title, draft);
  }

  private static Map<String, Object> draft(int port, String title, int capacity) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var draft = new HashMap<String, Object>();
    draft.put("title", words(title, "Test " + title));
    draft.put("summary", words("测试用的福利", "A benefit for a test"));
    draft.put("howTo", words("到服务站出示凭证", "Show the voucher at the service station"));
    draft.put("category", "OTHER");
    draft.put("union", union(port));
    draft.put("opensAt", now.minusSeconds(1).toString());
    draft.put("closesAt", now.plus(2, ChronoUnit.DAYS).toString());
    draft.put("places", List.of(place("A 场", capacity, now), place("B 场", capacity, now)));
    return draft;
  }

  private static Map<String, Object> place(String kind, int capacity, Instant now) {
    return Map.of(
        "startsAt", now.plus(3, ChronoUnit.DAYS).toString(),
        "endsAt", now.plus(4, ChronoUnit.DAYS).toString(),
        "venue", words("建外街道职工服务站", "Jianwai service station"),
        "kind", words(kind, "Kind " + kind.charAt(0)),
        "capacity", capacity);
  }

  private static Map<String, String> words(String zh, String en) {
    return Map.of("zh", zh, "en", en);
  }

  private static String union(int port) {
    for (var duty : Caller.staff(port, "jianwai").get("/api/access/me").path("duties")) {
      return duty.path("union").path("id").asString();
    }
    throw new IllegalStateException("the officer of Jianwai has no duty");
  }

  private static Benefit publish(int port, String title, Map<String, Object> draft) {
    var officer = Caller.staff(port, "jianwai");
    var id = officer.post(PATH, draft).path("id").asString();
    officer.post(PATH + "/" + id + "/publish", Map.of());
    var places = new ArrayList<String>();
    for (JsonNode place : officer.get(PATH + "/" + id + "/board").path("places")) {
      places.add(place.path("id").asString());
    }
    return new Benefit(id, title, List.copyOf(places));
  }
}
