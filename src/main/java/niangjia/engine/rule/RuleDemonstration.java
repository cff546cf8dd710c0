package niangjia.engine.rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import niangjia.engine.people.Members;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of the demonstration: what a city gives in condolence, hardship tiers, and who takes
 * which request; and one street union whose own rule gives 3,000 yuan after an accident, with cases
 * that it decided and a draft of its next version.
 */
@Component
@Order(65)
@ConditionalOnBooleanProperty("niangjia.demo")
class RuleDemonstration implements ApplicationRunner {

  private static final String STREET = "bj.d110105.s110105001";
  private static final int CASES = 48;
  private static final TypeReference<List<Example>> EXAMPLES = new TypeReference<>() {};

  private record Example(String path, String code, RuleTable table, @Nullable RuleTable draft) {}

  private final RuleBooks books;
  private final Rules rules;
  private final TryOuts tryOuts;
  private final Members members;
  private final Ground ground;

  /** What it stands on. */
  @Component
  record Ground(JsonMapper json, InstantSource clock) {}

  RuleDemonstration(RuleBooks books, Rules rules, TryOuts tryOuts, Members members, Ground ground) {
    this.books = books;
    this.rules = rules;
    this.tryOuts = tryOuts;
    this.members = members;
    this.ground = ground;
  }

  /** Somebody of the demonstration's who writes rules, and somebody else who enacts them. */
  private static Actor officer(String name) {
    var account = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Actor(account, null, null, List.of(new Duty(Role.OFFICER, "bj")));
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    var maker = officer("rule maker");
    var checker = officer("rule checker");
    if (maker.doing(() -> books.find(STREET, "aid.amount")).isPresent()) {
      return;
    }
    try (var in = new ClassPathResource("demo/rules.json").getInputStream()) {
      for (var example : ground.json.readValue(in, EXAMPLES)) {
        var book = enacted(example, maker, checker);
        var draft = example.draft();
        if (draft != null) {
          maker.doing(this::decideSome);
          maker.doing(() -> books.save(book.id(), 0, draft));
        }
      }
    }
  }

  private RuleBook enacted(Example example, Actor maker, Actor checker) {
    var from = LocalDate.ofInstant(ground.clock.instant(), Rules.ZONE).minusYears(1);
    var proposal = new RuleBooks.Proposal(from, null, "示例：首次施行");
    var book =
        maker.doing(
            () -> {
              var made = books.make(example.path(), example.code(), example.table());
              var fresh = ((RuleBooks.Changed.Done) made).book();
              tryOuts.report(fresh.id(), books.version(fresh.id(), 1));
              books.propose(fresh.id(), 1, proposal);
              return fresh;
            });
    if (checker.doing(() -> books.enact(book.id(), 1)) instanceof RuleBooks.Changed.Refused no) {
      throw new IllegalStateException("the demonstration's rule is refused: " + no.reason());
    }
    return book;
  }

  /** Cases of members of the street, the same in every demonstration. */
  private void decideSome() {
    var random = new Random(7);
    var causes = List.of("ACCIDENT", "ACCIDENT", "ILLNESS", "ILLNESS", "DISASTER", "DEATH");
    var search = new Members.Search(List.of(STREET), null, null, null);
    var today = LocalDate.ofInstant(ground.clock.instant(), Rules.ZONE);
    for (var member : members.page(search, null, CASES).items()) {
      var facts =
          Map.of(
              "cause", causes.get(random.nextInt(causes.size())),
              "days", Math.max(0, random.nextInt(40) - 5),
              "selfpay", random.nextInt(1, 900) * 100);
      var about = new Decision.About("aid.case", null, member.id().value());
      var day = today.minusDays(random.nextInt(300));
      if (rules.decide("aid.amount", STREET, day, facts, about) instanceof Ruling.Undecided no) {
        throw new IllegalStateException("the demonstration's case is refused: " + no.reason());
      }
    }
  }
}
