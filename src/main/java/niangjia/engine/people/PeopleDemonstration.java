package niangjia.engine.people;

import java.util.ArrayList;
import java.util.function.Consumer;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Enters the demonstration's members, once; all of them are made up. */
@Component
@Order(20)
@ConditionalOnProperty("niangjia.demo")
class PeopleDemonstration implements ApplicationRunner {

  /** The street union that the demonstration looks at most: 建外街道总工会. */
  static final String HOME = "bj.d110105.s110105001";

  private static final Logger log = LoggerFactory.getLogger(PeopleDemonstration.class);

  private final People people;
  private final Unions unions;

  PeopleDemonstration(People people, Unions unions) {
    this.people = people;
    this.unions = unions;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!Actor.asSystem(people::empty) || unions.at(HOME).isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    var home = new ArrayList<Union>();
    var elsewhere = new ArrayList<Union>();
    walk("", union -> (union.path().startsWith(HOME) ? home : elsewhere).add(union));
    elsewhere.removeIf(union -> !hasMembers(union.kind()));
    var sealed = people.seal(new SyntheticPeople(home, elsewhere).all());
    Actor.asSystem(() -> people.enter(sealed));
    log.info(
        "the demonstration has {} synthetic members after {} ms",
        sealed.size(),
        (System.nanoTime() - start) / 1_000_000);
  }

  private void walk(String path, Consumer<Union> each) {
    for (var union : unions.children(path)) {
      each.accept(union);
      walk(union.path(), each);
    }
  }

  private static boolean hasMembers(Union.Kind kind) {
    return switch (kind) {
      case CITY, DISTRICT, INDUSTRY -> false;
      case STREET, TOWN, PARK, ENTERPRISE, FEDERATION -> true;
    };
  }
}
