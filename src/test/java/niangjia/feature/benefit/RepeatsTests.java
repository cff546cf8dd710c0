package niangjia.feature.benefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.ApplicationTest;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
class RepeatsTests {

  private static final Instant OPENS = Instant.parse("2040-01-31T02:00:00Z");
  private static final Actor OFFICER =
      new Actor(UUID.randomUUID(), UUID.randomUUID(), null, List.of(new Duty(Role.OFFICER, "bj")));

  @Autowired private Repeats repeats;
  @Autowired private Benefits benefits;
  @Autowired private Offerings offerings;
  @Autowired private Unions unions;
  @Autowired private JsonMapper json;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private Offering.Id original() {
    var text = Map.of("zh", "周末电影");
    var spot =
        Map.of(
            "startsAt",
            OPENS.plus(Duration.ofDays(3)).toString(),
            "endsAt",
            OPENS.plus(Duration.ofDays(4)).toString(),
            "venue",
            text,
            "kind",
            text,
            "capacity",
            30);
    var form = new HashMap<String, Object>();
    form.putAll(Map.of("title", text, "summary", text, "howTo", text, "category", "FILM"));
    form.put("union", unions.at("bj").orElseThrow().id().value().toString());
    form.put("opensAt", OPENS.toString());
    form.put("closesAt", OPENS.plus(Duration.ofDays(2)).toString());
    form.putAll(Map.of("admitPerSecond", 40, "offerHours", 12, "places", List.of(spot)));
    var draft = json.convertValue(form, Draft.class);
    return OFFICER.doing(() -> benefits.create(draft));
  }

  @Test
  void copyHasAllTermsAtItsOwnTime() {
    var id = original();
    var later = OPENS.plus(Duration.ofDays(10));
    var copy = offerings.get(OFFICER.doing(() -> repeats.copy(id, later)));
    var before = offerings.get(id);
    assertThat(copy.state()).isEqualTo(Offering.State.DRAFT);
    assertThat(copy.window().opensAt()).isEqualTo(later);
    assertThat(copy.window().closesAt())
        .isEqualTo(before.window().closesAt().plus(Duration.ofDays(10)));
    assertThat(copy.places().getFirst().startsAt())
        .isEqualTo(before.places().getFirst().startsAt().plus(Duration.ofDays(10)));
    assertThat(copy.eligibility()).isEqualTo(before.eligibility());
    assertThat(copy.offerHours()).isEqualTo(12);
    assertThat(copy.window().admitPerSecond()).isEqualTo(40);
  }

  @Test
  void templateStartsADraftOfTheSameTerms() {
    var id = original();
    var template = OFFICER.doing(() -> repeats.keep(id, "电影"));
    var later = OPENS.plus(Duration.ofDays(20));
    var made = OFFICER.doing(() -> repeats.start(template.id(), later));
    assertThat(offerings.get(made).title()).isEqualTo(offerings.get(id).title());
    assertThat(offerings.get(made).window().opensAt()).isEqualTo(later);
    assertThat(OFFICER.doing(repeats::templates))
        .extracting(SeriesRepository.Template::id)
        .contains(template.id());
  }

  private List<Instant> turns(Offering.Id original) {
    return Actor.asSystem(
        () ->
            transactions.execute(
                _ ->
                    jdbc.sql(
                            """
                            select o.opens_at from benefit.turn t
                            join benefit.series s on s.id = t.series_id
                            join booking.offering o on o.id = t.offering_id
                            where s.original = :original and o.state = 'PUBLISHED'
                            order by t.turn
                            """)
                        .param("original", original.value())
                        .query((row, _) -> row.getTimestamp(1).toInstant())
                        .list()));
  }

  private void publishUntil(Instant now) {
    for (int i = 0; i < 100; i++) {
      if (!Actor.asSystem(() -> repeats.publishNext(now))) {
        return;
      }
    }
  }

  @Test
  void monthlyTurnsArePublishedAheadOneByOneUntilTheEnd() {
    var id = original();
    var plan = new Repeats.Plan(Moved.Every.MONTH, LocalDate.of(2040, 4, 30), 7);
    OFFICER.doing(() -> repeats.repeat(id, plan));
    publishUntil(Instant.parse("2040-02-21T00:00:00Z"));
    assertThat(turns(id)).isEmpty();
    publishUntil(Instant.parse("2040-02-22T02:00:00Z"));
    assertThat(turns(id)).containsExactly(Instant.parse("2040-02-29T02:00:00Z"));
    publishUntil(Instant.parse("2040-12-31T02:00:00Z"));
    assertThat(turns(id))
        .containsExactly(
            Instant.parse("2040-02-29T02:00:00Z"),
            Instant.parse("2040-03-31T02:00:00Z"),
            Instant.parse("2040-04-30T02:00:00Z"));
  }

  @Test
  void twentySweepsAtOnceMakeEachTurnOnce() throws InterruptedException {
    var id = original();
    var plan = new Repeats.Plan(Moved.Every.WEEK, LocalDate.of(2040, 3, 31), 7);
    OFFICER.doing(() -> repeats.repeat(id, plan));
    var now = Instant.parse("2041-01-01T00:00:00Z").minus(Duration.ofDays(200));
    var threads =
        Stream.generate(() -> Thread.startVirtualThread(() -> publishUntil(now)))
            .limit(20)
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    publishUntil(now);
    assertThat(turns(id)).doesNotHaveDuplicates().hasSize(8);
  }

  @Test
  void endedSeriesComesNoMoreAndOneInThePastNeverBegins() {
    var id = original();
    var plan = new Repeats.Plan(Moved.Every.WEEK, LocalDate.of(2040, 3, 31), 7);
    OFFICER.doing(() -> repeats.repeat(id, plan));
    OFFICER.doing(() -> repeats.end(id));
    publishUntil(Instant.parse("2040-02-20T00:00:00Z"));
    assertThat(turns(id)).isEmpty();
    var past = new Repeats.Plan(Moved.Every.WEEK, LocalDate.of(2020, 1, 1), 7);
    assertThatThrownBy(() -> OFFICER.doing(() -> repeats.repeat(original(), past)))
        .isInstanceOf(Invalid.class);
  }
}
