package niangjia.feature.benefit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import niangjia.engine.booking.Offering;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The benefits of the demonstration, from {@code demo/benefits.json}: drafts whose times count from
 * the first start. Hours alone count from its hour, days from nine o'clock of its day.
 */
@Component
@Order(40)
@ConditionalOnBooleanProperty("niangjia.demo")
class BenefitDemonstration implements ApplicationRunner {

  private static final Set<String> TIMES =
      Set.of("opensAt", "closesAt", "startsAt", "endsAt", "randomAt");

  private static final LocalTime NINE = LocalTime.of(9, 0);

  private final BenefitRepository repository;
  private final Benefits benefits;
  private final Unions unions;
  private final InstantSource clock;
  private final JsonMapper json;

  BenefitDemonstration(
      BenefitRepository repository,
      Benefits benefits,
      Unions unions,
      InstantSource clock,
      JsonMapper json) {
    this.repository = repository;
    this.benefits = benefits;
    this.unions = unions;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    if (!repository.isEmpty()) {
      return;
    }
    var officer = new Actor(Ids.next(), null, null, List.of(new Duty(Role.OFFICER, "bj")));
    try (var in = new ClassPathResource("demo/benefits.json").getInputStream()) {
      var all = json.readTree(in);
      officer.doing(() -> all.forEach(this::make));
    }
  }

  private void make(JsonNode benefit) {
    var draft = (ObjectNode) benefit.get("draft");
    var zero = clock.instant().truncatedTo(ChronoUnit.HOURS);
    date(draft, zero);
    draft.get("places").forEach(place -> date((ObjectNode) place, zero));
    name(draft);
    if (draft.get("draw") instanceof ObjectNode draw) {
      date(draw, zero);
      draw.get("quotas").forEach(quota -> name((ObjectNode) quota));
    }
    var id = benefits.create(json.treeToValue(draft, Draft.class));
    var state = Offering.State.valueOf(benefit.get("state").asString());
    if (state != Offering.State.DRAFT) {
      benefits.publish(id);
    }
    if (state == Offering.State.CLOSED) {
      benefits.close(id);
    }
  }

  /** A path becomes the identifier of its union. */
  private void name(ObjectNode node) {
    var union = unions.at(node.get("union").asString()).orElseThrow();
    node.put("union", union.id().value().toString());
  }

  private static void date(ObjectNode node, Instant zero) {
    TIMES.stream()
        .filter(node::has)
        .forEach(name -> node.put(name, later(zero, node.get(name).asString()).toString()));
  }

  /** Adds an ISO 8601 duration, for example {@code PT2H} or {@code P5DT10H}. */
  private static Instant later(Instant zero, String text) {
    var duration = Duration.parse(text);
    return text.contains("D")
        ? zero.atZone(Offering.ZONE)
            .toLocalDate()
            .atTime(NINE)
            .atZone(Offering.ZONE)
            .toInstant()
            .plus(duration)
        : zero.plus(duration);
  }
}
