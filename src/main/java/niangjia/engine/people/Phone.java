package niangjia.engine.people;

import java.util.regex.Pattern;
import niangjia.platform.Invalid;

/**
 * A mobile number of mainland China: eleven digits, the first a one. Spaces, hyphens and the prefix
 * +86 are left out.
 */
public record Phone(String digits) {

  private static final Pattern SHAPE = Pattern.compile("1\\d{10}");
  private static final Pattern GAPS = Pattern.compile("[ -]");
  private static final Pattern COUNTRY = Pattern.compile("^\\+?86(?=1\\d{10}$)");

  public Phone {
    digits = COUNTRY.matcher(GAPS.matcher(digits).replaceAll("")).replaceFirst("");
    if (!SHAPE.matcher(digits).matches()) {
      throw new Invalid("phone", "phone");
    }
  }

  /** The number as strangers may see it: 140****0001. */
  public String masked() {
    return digits.substring(0, 3) + "****" + digits.substring(7);
  }

  /** Says no more than {@link #masked}, so that no log does. */
  @Override
  public String toString() {
    return masked();
  }
}
