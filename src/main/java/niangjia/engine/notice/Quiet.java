package niangjia.engine.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import niangjia.platform.Invalid;

/**
 * When somebody is not to be woken; hours in Shanghai. The same hour twice: never.
 *
 * @param from the first hour of the night, 0 to 23
 * @param until the first hour of the morning, 0 to 23
 */
public record Quiet(int from, int until) {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int LAST = 23;

  public Quiet {
    require("from", from);
    require("until", until);
  }

  private static void require(String field, int hour) {
    if (hour < 0 || hour > LAST) {
      throw new Invalid(field, "range", 0, LAST);
    }
  }

  boolean at(Instant now) {
    int hour = now.atZone(ZONE).getHour();
    return from > until ? hour >= from || hour < until : hour >= from && hour < until;
  }

  /** When the quiet that is on now ends. */
  Instant endsAfter(Instant now) {
    var today = now.atZone(ZONE).truncatedTo(ChronoUnit.DAYS).plusHours(until);
    return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
  }
}
