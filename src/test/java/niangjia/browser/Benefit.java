package niangjia.browser;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A benefit of the street Jianwai that a test makes for itself, published and open at once. */
record Benefit(String id, String title, List<String> places) {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String PATH = "/api/benefit/console/offerings";

  /** One kind of place, so many. */
  static Benefit open(int port, String title, int capacity) {
    return publish(port, title, draft(port, title, capacity));
  }

  /** Drawn by lot, alone or with one companion, and closed after so many seconds. */
  static Benefit drawn(int port, String title, int capacity, int seconds) {
    var draft = draft(port, title, capacity);
    var closes = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString();
    draft.put("closesAt", closes);
    var source = words("截止后第一个交易日上证指数收盘点位", "Close of the Shanghai Composite");
    draft.put("draw", Map.of("source", source, "randomAt", closes, "companions", 1));
    return publish(port, title, draft);
  }

  /** Up to two come along, and their names are asked for. */
  static Benefit family(int port, String title, int capacity) {
    var draft = draft(port, title, capacity);
    draft.put("companions", Map.of("most", 2, "named", true));
    draft.put("absence", Map.of("times", 2, "days", 90, "pauseDays", 30));
    return publish(port, title, draft);
  }

  /** With a waiting room that lets in so many a second. */
  static Benefit queued(int port, String title, int capacity, int admitPerSecond) {
    var draft = draft(port, title, capacity);
    draft.put("admitPerSecond", admitPerSecond);
    return publish(port, title, draft);
  }

  /** Not published, and its opening has passed. */
  static void late(int port, String title) {
    Caller.staff(port, "jianwai").post(PATH, draft(port, title, 10));
  }

  private static Map<String, Object> draft(int port, String title, int capacity) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var draft = new HashMap<String, Object>();
    draft.put("title", words(title, "Test " + title));
    draft.put("summary", words("会员专享，先到先得。", "For members, first come first served."));
    draft.put("howTo", words("到服务站出示凭证", "Show the voucher at the service station"));
    draft.put("category", "CARNIVAL");
    draft.put("union", union(port));
    draft.put("opensAt", now.minusSeconds(1).toString());
    draft.put("closesAt", now.plus(2, ChronoUnit.DAYS).toString());
    draft.put("places", List.of(place("上午场", 9, capacity), place("下午场", 14, capacity)));
    return draft;
  }

  private static Map<String, Object> place(String kind, int hour, int capacity) {
    var start = LocalDate.now(ZONE).plusDays(3).atTime(hour, 0).atZone(ZONE).toInstant();
    return Map.of(
        "startsAt", start.toString(),
        "endsAt", start.plus(2, ChronoUnit.HOURS).toString(),
        "venue", words("建外街道职工服务站", "Jianwai service station"),
        "kind", words(kind, hour < 12 ? "Morning" : "Afternoon"),
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
