package niangjia.authorisation;

import java.util.List;
import java.util.TreeSet;

/**
 * A list as somebody got it, beside what the database says they should get.
 *
 * @param name which list, of whom
 * @param got identifiers of the rows that came
 * @param due identifiers of the rows that they may see, read as the owner of the database
 * @param total how many the answer says there are, -1 where it does not say
 * @param whole whether all rows were asked for, or only the first
 */
record Rows(String name, List<String> got, List<String> due, long total, boolean whole) {

  /** What is wrong with the list, empty when nothing is. */
  String fault() {
    var extra = new TreeSet<>(got);
    due.forEach(extra::remove);
    if (!extra.isEmpty()) {
      return name + " shows " + extra.size() + " rows out of scope, for example " + extra.first();
    }
    var missing = new TreeSet<>(due);
    got.forEach(missing::remove);
    if (whole && !missing.isEmpty()) {
      return name + " lacks " + missing.size() + " rows, for example " + missing.first();
    }
    if (total >= 0 && total != due.size()) {
      return name + " counts " + total + " rows of " + due.size();
    }
    return "";
  }
}
