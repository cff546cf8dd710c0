package niangjia.engine.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.engine.union.Union;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;

/** People and actors for tests. */
final class Samples {

  static final String JIANWAI = "bj.d110105.s110105001";
  static final String CHAOWAI = "bj.d110105.s110105002";
  static final String XICHENG = "bj.d110102";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Samples() {}

  static Union union(String path, String name) {
    return new Union(new Union.Id(Ids.next()), path, Union.Kind.STREET, new Words(name, null));
  }

  static Actor officer(String path) {
    return new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  static Actor worker(UUID person, String path) {
    return new Actor(Ids.next(), Ids.next(), person, List.of(new Duty(Role.WORKER, path)));
  }

  static Registration person(String name, String path, Registration.Period... periods) {
    int i = COUNT.incrementAndGet();
    return new Registration(
        new Person.Id(Ids.next()),
        name,
        IdNumber.complete("11010519800101%03d".formatted(i)),
        new Phone("139%08d".formatted(i)),
        path,
        List.of(periods),
        Map.of(Group.OUTDOOR, LocalDate.of(2025, 1, 1)),
        false);
  }

  static Registration.Period period(
      String path, Membership.State state, String from, String until) {
    return new Registration.Period(
        path, state, LocalDate.parse(from), until.isEmpty() ? null : LocalDate.parse(until));
  }
}
