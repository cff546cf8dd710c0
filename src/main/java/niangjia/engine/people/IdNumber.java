package niangjia.engine.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import niangjia.platform.Invalid;

/**
 * A resident identity number by GB 11643-1999: six digits of division, eight of birth date, three
 * of order, the last odd for men, and a check character by ISO 7064 MOD 11-2.
 */
public record IdNumber(String text) {

  private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{16}[\\dX]");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  public IdNumber {
    text = text.strip().toUpperCase(Locale.ROOT);
    if (!SHAPE.matcher(text).matches() || text.charAt(17) != check(text) || !hasDate(text)) {
      throw new Invalid("idNumber", "idNumber");
    }
  }

  /** The number that begins with these seventeen digits. */
  static IdNumber complete(String digits) {
    return new IdNumber(digits + check(digits));
  }

  /** The day of birth that the number states. */
  public LocalDate bornOn() {
    return LocalDate.parse(text.substring(6, 14), DATE);
  }

  /** The number as strangers may see it: 110101********1234. */
  public String masked() {
    return text.substring(0, 6) + "********" + text.substring(14);
  }

  /** Says no more than {@link #masked}, so that no log does. */
  @Override
  public String toString() {
    return masked();
  }

  private static char check(String digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (digits.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  private static boolean hasDate(String text) {
    try {
      return LocalDate.parse(text.substring(6, 14), DATE).getYear() >= 1850;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
