package niangjia.scenes;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Instants in plain words: {@code now}, {@code in 3 days}, {@code 1 minute ago}. */
final class Moments {

  private static final Pattern IN = Pattern.compile("in (\\d+) (second|minute|hour|day)s?");
  private static final Pattern AGO = Pattern.compile("(\\d+) (second|minute|hour|day)s? ago");

  private Moments() {}

  static Instant of(String words, Instant now) {
    var in = IN.matcher(words);
    if (in.matches()) {
      return now.plus(duration(in.group(1), in.group(2)));
    }
    var ago = AGO.matcher(words);
    if (ago.matches()) {
      return now.minus(duration(ago.group(1), ago.group(2)));
    }
    if (words.equals("now")) {
      return now;
    }
    throw new IllegalArgumentException("not a moment: " + words);
  }

  private static Duration duration(String count, String unit) {
    return Duration.of(
        Long.parseLong(count),
        java.time.temporal.ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT) + "S"));
  }
}
