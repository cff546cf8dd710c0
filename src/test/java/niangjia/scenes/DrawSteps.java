package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.api.Api;
import niangjia.api.Call;
import tools.jackson.databind.JsonNode;

/** Draws: what workers enter, what officers draw, what everybody can read. */
public final class DrawSteps {

  private final Map<String, String> promised = new HashMap<>();

  @Then("everybody can read what is promised of the draw of {string}")
  public void promise(String benefit) {
    var draw = view(benefit);
    assertThat(draw.path("commitment").asString()).hasSize(64);
    assertThat(draw.path("seed").asString("")).as("still secret").isEmpty();
    promised.put(benefit, draw.path("commitment").asString());
  }

  /** The wishes are kinds of places, dearest first, with commas between. */
  @When("{string} enters the draw of {string} wishing {string}")
  public void enters(String worker, String benefit, String kinds) {
    var body = Stage.JSON.createObjectNode();
    var wishes = body.putArray("wishes");
    List.of(kinds.split(", *"))
        .forEach(kind -> wishes.add(Stage.now().benefit(benefit).place(kind)));
    var call = Call.post(draw(benefit) + "/entries", body);
    Stage.now()
        .ask(
            call.by(Stage.now().worker(worker).session())
                .with("Idempotency-Key", UUID.randomUUID().toString()));
  }

  @When("{string} joins {string} in the draw of {string}")
  public void joins(String worker, String leader, String benefit) {
    var body =
        Stage.JSON.createObjectNode().put("code", ticket(leader, benefit).path("code").asString());
    var call = Call.post(draw(benefit) + "/join", body);
    Stage.now().ask(call.by(Stage.now().worker(worker).session()));
  }

  @When("{string} draws {string} with {string}")
  public void draws(String officer, String benefit, String randomness) {
    var body = Stage.JSON.createObjectNode().put("randomness", randomness);
    var call = Call.post(draw(benefit) + "/draw", body);
    Stage.now().ask(call.by(Stage.cast().staff(officer)));
  }

  @When("the entries of {string} have closed")
  public void closed(String benefit) {
    for (int i = 0; i < 120 && !view(benefit).path("state").asString().equals("LISTED"); i++) {
      Api.pause(Duration.ofMillis(500));
    }
    assertThat(view(benefit).path("state").asString()).isEqualTo("LISTED");
  }

  /** Closing is the list's end: no entry comes in or goes out after it. */
  @Then("the list of {string} has {int} entries and no names")
  public void listed(String benefit, int count) {
    Soon.holds(
        () -> {
          var list = Stage.api().patiently(Call.get(draw(benefit) + "/entries"));
          assertThat(list.status()).as("%s", list).isEqualTo(200);
          assertThat(list.json().path("entries").valueStream()).hasSize(count);
          for (var worker : Stage.now().workers.values()) {
            assertThat(list.text()).doesNotContain(worker.person(), worker.phone());
          }
        });
  }

  @Then("the seed of {string} is the one promised")
  public void revealed(String benefit) {
    var draw = view(benefit);
    assertThat(draw.path("state").asString()).isEqualTo("DRAWN");
    assertThat(draw.path("commitment").asString()).isEqualTo(promised.get(benefit));
    assertThat(draw.path("seed").asString()).hasSize(64);
  }

  @Then("{string} and {string} have the same outcome in {string}")
  public void together(String one, String other, String benefit) {
    Soon.holds(() -> assertThat(outcome(one, benefit)).isEqualTo(outcome(other, benefit)));
  }

  /** All who entered, counted by what they hold now. */
  @Then("of {string} in {string} {int} hold places and the others wait")
  public void places(String workers, String benefit, int count) {
    Soon.holds(
        () -> {
          var held = List.of(workers.split(", *")).stream().map(who -> outcome(who, benefit));
          assertThat(held.filter(state -> state.startsWith("CONFIRMED"))).hasSize(count);
          assertThat(List.of(workers.split(", *")))
              .allMatch(who -> outcome(who, benefit).matches("(CONFIRMED|WAITING|OFFERED) .*"));
        });
  }

  /** State and place of the booking that somebody has of that benefit. */
  private static String outcome(String worker, String benefit) {
    var call = Call.get("/api/booking/mine").by(Stage.now().worker(worker).session());
    var id = Stage.now().benefit(benefit).id();
    return Stage.api()
        .patiently(call)
        .json()
        .valueStream()
        .filter(booking -> booking.path("offering").asString().equals(id))
        .map(each -> each.path("state").asString() + " " + each.path("place").path("id").asString())
        .findFirst()
        .orElse("nothing");
  }

  private static JsonNode ticket(String worker, String benefit) {
    var call = Call.get(draw(benefit) + "/mine").by(Stage.now().worker(worker).session());
    return Stage.api().patiently(call).json().path("ticket");
  }

  private static JsonNode view(String benefit) {
    return Stage.api().patiently(Call.get(draw(benefit))).json();
  }

  private static String draw(String benefit) {
    return "/api/draw/draws/" + Stage.now().benefit(benefit).id();
  }
}
