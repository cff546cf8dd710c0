package niangjia.authorisation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import niangjia.api.Reply;

/**
 * Servers with one check less than the real one, made of its own recorded answers: where the check
 * would have denied, they answer as they do to those whom they let in.
 */
final class Mutants {

  /** One such server's answers. */
  record Mutant(String name, List<Answered> answers) {}

  private static final Reply BROKEN = new Reply(500, "application/problem+json", "{}", "");

  private Mutants() {}

  /** All mutants of one operation. */
  static List<Mutant> of(Operation operation, List<Answered> recorded) {
    var cells = recorded.stream().filter(one -> one.operation().equals(operation)).toList();
    var open = cells.stream().filter(allowed()).map(Answered::reply).findFirst();
    var mutants = new ArrayList<Mutant>();
    open.ifPresent(
        reply -> {
          for (var expected : Expected.values()) {
            if (expected != Expected.ALLOWED) {
              add(mutants, "lets in the " + expected, cells, is(expected), _ -> reply);
            }
          }
          for (var position : List.of("parent", "sibling", "branch")) {
            Predicate<Answered> there = one -> one.target().position().equals(position);
            add(mutants, "opens to " + position, cells, unseen().and(there), _ -> reply);
          }
          Predicate<Answered> draft = one -> !one.target().open();
          add(mutants, "shows drafts", cells, unseen().and(draft), _ -> reply);
          Predicate<Answered> other = one -> !one.target().person().isEmpty();
          add(mutants, "forgets whose it is", cells, unseen().and(other), _ -> reply);
        });
    Predicate<Answered> real = one -> one.target().exists();
    add(mutants, "tells apart", cells, unseen().and(real), Mutants::talkative);
    add(mutants, "says 403", cells, unseen().and(real), _ -> denial(403));
    add(mutants, "denies", cells, allowed(), _ -> denial(403));
    add(mutants, "hides", cells, allowed(), _ -> denial(404));
    add(mutants, "breaks", cells, _ -> true, _ -> BROKEN);
    return mutants;
  }

  /** Lists with one row too many, one too few, or a total that counts what is not shown. */
  static Stream<Rows> of(Rows list) {
    var more = new ArrayList<>(list.got());
    more.add("00000000-0000-0000-0000-000000000000");
    var rows = new ArrayList<Rows>();
    rows.add(new Rows(list.name(), more, list.due(), list.total(), list.whole()));
    if (list.total() >= 0) {
      rows.add(new Rows(list.name(), list.got(), list.due(), list.total() + 1, list.whole()));
    }
    if (list.whole() && !list.got().isEmpty()) {
      var less = list.got().subList(1, list.got().size());
      rows.add(new Rows(list.name(), less, list.due(), list.total(), true));
    }
    return rows.stream();
  }

  private static void add(
      List<Mutant> mutants,
      String name,
      List<Answered> cells,
      Predicate<Answered> where,
      Function<Answered, Reply> answer) {
    if (cells.stream().anyMatch(where)) {
      var answers =
          cells.stream().map(one -> where.test(one) ? one.with(answer.apply(one)) : one).toList();
      mutants.add(new Mutant(cells.getFirst().operation().name() + " " + name, answers));
    }
  }

  private static Predicate<Answered> allowed() {
    return is(Expected.ALLOWED);
  }

  private static Predicate<Answered> unseen() {
    return is(Expected.UNSEEN);
  }

  private static Predicate<Answered> is(Expected expected) {
    return one -> one.expected() == expected;
  }

  private static Reply talkative(Answered one) {
    var reply = one.reply();
    var text = reply.text() + "it belongs to " + one.target().path();
    return new Reply(reply.status(), reply.type(), text, "");
  }

  private static Reply denial(int status) {
    return new Reply(status, "application/problem+json", "{\"status\":" + status + "}", "");
  }
}
