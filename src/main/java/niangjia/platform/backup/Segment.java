package niangjia.platform.backup;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of PostgreSQL's log of changes.
 *
 * @param timeline counts the recoveries in the history of the database
 * @param number position in the log divided by the file's size
 */
record Segment(int timeline, long number) implements Comparable<Segment> {

  private static final Pattern NAME = Pattern.compile("[0-9A-F]{24}");
  private static final long LOG_BYTES = 0x1_0000_0000L;

  /** The segment that a position of the log lies in. */
  static Segment of(int timeline, long position, int bytes) {
    return new Segment(timeline, Long.divideUnsigned(position, bytes));
  }

  /** Reads a file's name, if it is one of these. */
  static Optional<Segment> parse(String name, int bytes) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    int timeline = Integer.parseUnsignedInt(name.substring(0, 8), 16);
    long high = Long.parseLong(name.substring(8, 16), 16);
    long low = Long.parseLong(name.substring(16), 16);
    return Optional.of(new Segment(timeline, high * (LOG_BYTES / bytes) + low));
  }

  /** PostgreSQL's name of the file. */
  String name(int bytes) {
    long each = LOG_BYTES / bytes;
    return String.format(Locale.ROOT, "%08X%08X%08X", timeline, number / each, number % each);
  }

  /** The one after it. */
  Segment next() {
    return new Segment(timeline, number + 1);
  }

  /** Where it begins in the log. */
  long begins(int bytes) {
    return number * bytes;
  }

  @Override
  public int compareTo(Segment other) {
    return timeline == other.timeline
        ? Long.compare(number, other.number)
        : Integer.compare(timeline, other.timeline);
  }
}
