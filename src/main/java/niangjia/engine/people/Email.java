package niangjia.engine.people;

import java.util.Locale;
import java.util.regex.Pattern;
import niangjia.platform.Invalid;

/**
 * An e-mail address as people have them: a dot-atom, an at sign and a domain name (RFC 5321, 4.1.2)
 * in ASCII. Quoted names, comments and addresses of machines are left out, so that nothing in an
 * address can mean anything but the address. The domain is in lower case.
 */
public record Email(String address) {

  private static final int LONGEST = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+[A-Za-z]{2,63}");

  public Email {
    address = address.strip();
    if (address.length() > LONGEST || !SHAPE.matcher(address).matches()) {
      throw new Invalid("address", "email");
    }
    int at = address.indexOf('@');
    address = address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
  }

  /** The name behind the at sign. */
  public String domain() {
    return address.substring(address.indexOf('@') + 1);
  }

  /** The address as strangers may see it: w***@example.com. */
  public String masked() {
    return address.charAt(0) + "***@" + domain();
  }

  /** Says no more than {@link #masked}, so that no log does. */
  @Override
  public String toString() {
    return masked();
  }
}
