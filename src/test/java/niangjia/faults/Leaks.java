package niangjia.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Looks through every byte of files for phone numbers that are known and for anything that is a
 * resident identity number (GB 11643: 17 digits, of which eight are a day, and a check digit).
 */
final class Leaks {

  private static final Pattern IDENTITY =
      Pattern.compile("[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";
  private static final int LONGEST = 19;

  private final Set<String> phones;
  private final Set<String> found = new TreeSet<>();
  private long bytes;

  Leaks(Collection<String> phones) {
    this.phones = Set.copyOf(phones);
  }

  /** Looks through a directory and all below. */
  Leaks lookInto(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        read(file);
      }
    }
    return this;
  }

  /** What was found, and where. */
  Set<String> found() {
    return found;
  }

  /** How much was looked through. */
  long bytes() {
    return bytes;
  }

  private void read(Path file) throws IOException {
    var digits = new StringBuilder();
    var some = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int many = in.read(some); many >= 0; many = in.read(some)) {
        bytes += many;
        for (int i = 0; i < many; i++) {
          take((char) (some[i] & 0xff), digits, file);
        }
      }
      take(' ', digits, file);
    }
  }

  private void take(char next, StringBuilder digits, Path file) {
    if ((next >= '0' && next <= '9') || (next == 'X' && digits.length() == 17)) {
      if (digits.length() < LONGEST) {
        digits.append(next);
      }
    } else if (!digits.isEmpty()) {
      look(digits.toString(), file);
      digits.setLength(0);
    }
  }

  private void look(String digits, Path file) {
    if (phones.contains(digits) || isIdentity(digits)) {
      found.add(digits + " in " + file);
    }
  }

  private static boolean isIdentity(String text) {
    if (!IDENTITY.matcher(text).matches()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (text.charAt(i) - '0');
    }
    return CHECK.charAt(sum % 11) == text.charAt(17);
  }
}
