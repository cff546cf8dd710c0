package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.api.Together;
import tools.jackson.databind.JsonNode;

/** Thousands at once. */
public final class RushSteps {

  /**
   * What one of the crowd met.
   *
   * @param number the waiting room's number, 0 without one
   * @param again the answer to the same request sent a second time at the same moment
   */
  private record Visit(Door.Worker worker, int number, Reply reply, Reply again) {}

  /** Scenes repeat: who takes which place and who comes when is drawn from this seed. */
  private static final long SEED = 20_261_122L;

  private static final Reply NONE = new Reply(0, "", "", "");

  private final List<Visit> visits = new ArrayList<>();
  private int twiceIn = Integer.MAX_VALUE;

  @Given("{int} people of {string} are signed in")
  public void signedIn(int count, String union) {
    Stage.now().crowd.addAll(Stage.cast().crowd(union, count));
  }

  @Given("one in {int} of them sends each request twice")
  public void impatient(int in) {
    twiceIn = in;
  }

  @When("all of them come for {string} within {int} seconds")
  public void come(String benefit, int seconds) {
    var random = new Random(SEED);
    var tasks = new ArrayList<Callable<Visit>>();
    var crowd = Stage.now().crowd;
    for (int i = 0; i < crowd.size(); i++) {
      var worker = crowd.get(i);
      var delay = Duration.ofMillis(random.nextInt(seconds * 1000));
      var places = List.copyOf(Stage.now().benefit(benefit).places().values());
      var place = places.get(random.nextInt(places.size()));
      boolean twice = i % twiceIn == 0;
      tasks.add(
          () -> {
            Api.pause(delay);
            return visit(worker, Stage.now().benefit(benefit), place, twice);
          });
    }
    visits.addAll(Together.all(tasks));
  }

  private static Visit visit(
      Door.Worker worker, Stage.Benefit benefit, String place, boolean twice) {
    int number = number(worker, benefit);
    var call =
        Call.post(benefit.path() + "/bookings", "{\"place\":\"" + place + "\"}")
            .by(worker.session())
            .with("Idempotency-Key", UUID.randomUUID().toString());
    if (!twice) {
      return new Visit(worker, number, Stage.api().patiently(call), NONE);
    }
    Callable<Reply> send = () -> Stage.api().patiently(call);
    var both = Together.all(List.of(send, send));
    return new Visit(worker, number, both.getFirst(), both.getLast());
  }

  /** Waits in the waiting room, if there is one, and reloads now and then as people do. */
  private static int number(Door.Worker worker, Stage.Benefit benefit) {
    var join = Call.post(benefit.path() + "/room", "").by(worker.session());
    var room = Stage.api().patiently(join).json();
    int number = room.path("number").asInt(0);
    while (!room.path("admitted").asBoolean()) {
      Api.pause(Duration.ofMillis(room.path("pollAfterMs").asInt()));
      room = Stage.api().patiently(join).json();
      int now = room.path("number").asInt(0);
      assertThat(number == 0 || number == now).as("number %d became %d", number, now).isTrue();
      number = now;
    }
    return number;
  }

  @When("all of them ask for a number of {string}")
  public void number(String benefit) {
    var path = Stage.now().benefit(benefit).path() + "/room";
    var tasks = new ArrayList<Callable<Reply>>();
    for (var worker : Stage.now().crowd) {
      tasks.add(() -> Stage.api().patiently(Call.post(path, "").by(worker.session())));
    }
    assertThat(Together.all(tasks)).allMatch(Reply::done);
  }

  @When("{int} seconds pass")
  public void pass(int seconds) {
    Api.pause(Duration.ofSeconds(seconds));
  }

  @Then("exactly {int} of them hold {string}")
  public void hold(int count, String benefit) {
    var held = held(benefit);
    assertThat(held.values().stream().filter(have -> have > 0)).hasSize(count);
    assertThat(held.values().stream().filter(have -> have > 1)).as("hold two").isEmpty();
  }

  @Then("whoever was told of a booking of {string} has it, and nobody else")
  public void told(String benefit) {
    var held = held(benefit);
    for (var visit : visits) {
      var have = held.get(visit.worker.phone());
      assertThat(have).as("%s", visit).isEqualTo(visit.reply.done() ? 1 : 0);
    }
  }

  @Then("all others are refused because {word}")
  public void others(String reason) {
    others(List.of(reason));
  }

  @Then("all others are refused because {word} or {word}")
  public void others(String reason, String other) {
    others(List.of(reason, other));
  }

  private void others(List<String> reasons) {
    for (var visit : visits) {
      if (!visit.reply.done()) {
        assertThat(visit.reply.status()).as("%s", visit).isEqualTo(409);
        assertThat(reasons).as("%s", visit).contains(visit.reply.reason());
      }
    }
  }

  @Then("whoever sent a request twice was told the same twice")
  public void toldTwice() {
    var twice = visits.stream().filter(visit -> visit.again.status() != 0).toList();
    assertThat(twice).isNotEmpty();
    for (var visit : twice) {
      assertThat(visit.again.status()).as("%s", visit).isEqualTo(visit.reply.status());
      assertThat(visit.again.json().path("id")).isEqualTo(visit.reply.json().path("id"));
    }
  }

  @Then("the numbers of the bookings of {string} are 1 to {int}")
  public void numbers(String benefit, int count) {
    var numbers =
        visits.stream()
            .filter(visit -> visit.reply.done())
            .map(visit -> visit.reply.json().path("number").asInt())
            .sorted()
            .toList();
    assertThat(numbers).hasSize(count);
    assertThat(numbers.getFirst()).isEqualTo(1);
    assertThat(numbers.getLast()).isEqualTo(count);
    assertThat(numbers).doesNotHaveDuplicates();
  }

  /** By the server's own times: number n is called no sooner than the rate allows. */
  @Then("the waiting room of {string} let in {int} a second, each by their number")
  public void rate(String benefit, int rate) {
    var opens = Stage.now().benefit(benefit).opensAt();
    assertThat(visits.stream().map(Visit::number)).doesNotHaveDuplicates().doesNotContain(0);
    for (var visit : visits) {
      if (visit.reply.done()) {
        var at = Instant.parse(visit.reply.json().path("bookedAt").asString());
        long passed = Duration.between(opens, at).toMillis();
        assertThat(passed * rate / 1000 + rate)
            .as("%s", visit)
            .isGreaterThanOrEqualTo(visit.number);
      }
    }
  }

  /** How many confirmed bookings each of the crowd holds, asked of everyone. */
  private static Map<String, Integer> held(String benefit) {
    var offering = Stage.now().benefit(benefit).id();
    var tasks = new ArrayList<Callable<Map.Entry<String, Integer>>>();
    for (var worker : Stage.now().crowd) {
      tasks.add(() -> Map.entry(worker.phone(), confirmed(worker, offering)));
    }
    var held = new HashMap<String, Integer>();
    Together.all(tasks).forEach(entry -> held.put(entry.getKey(), entry.getValue()));
    return held;
  }

  private static int confirmed(Door.Worker worker, String offering) {
    JsonNode mine =
        Stage.api().patiently(Call.get("/api/booking/mine").by(worker.session())).json();
    return (int) mine.valueStream().filter(one -> Held.confirmed(one, offering)).count();
  }
}
