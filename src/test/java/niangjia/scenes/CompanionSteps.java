package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.UUID;
import niangjia.api.Call;

/** Who brings somebody along. */
public final class CompanionSteps {

  @When("{string} books {string} of {string} with {int} companion(s)")
  public void books(String worker, String kind, String benefit, int companions) {
    var body = wish(benefit, kind);
    var along = body.putArray("companions");
    for (int i = 0; i < companions; i++) {
      along.addObject();
    }
    send(worker, benefit, "bookings", body);
  }

  /** The names are children's, with commas between. */
  @When("{string} books {string} of {string} with the children {string}")
  public void booksNamed(String worker, String kind, String benefit, String names) {
    var body = wish(benefit, kind);
    var along = body.putArray("companions");
    List.of(names.split(", *"))
        .forEach(name -> along.addObject().put("name", name).put("relation", "CHILD"));
    send(worker, benefit, "bookings", body);
  }

  @When("{string} joins the waiting list for {string} of {string} with {int} companion(s)")
  public void waits(String worker, String kind, String benefit, int companions) {
    var body = wish(benefit, kind);
    var along = body.putArray("companions");
    for (int i = 0; i < companions; i++) {
      along.addObject();
    }
    send(worker, benefit, "waitlist", body);
  }

  @Then("the voucher of {string} for {string} names {string}")
  public void names(String worker, String benefit, String names) {
    var path = Stage.now().booking(worker, benefit) + "/voucher";
    var call = Call.get(path).by(Stage.now().worker(worker).session());
    var along = Stage.api().patiently(call).json().path("companions");
    assertThat(along.valueStream().map(one -> one.path("name").asString()))
        .containsExactly(names.split(", *"));
  }

  /** What the caller sent is wrong, and the field is named. */
  @Then("the field {string} is not accepted")
  public void invalid(String field) {
    var answer = Stage.now().answer();
    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.json().path("errors").valueStream().map(e -> e.path("field").asString()))
        .contains(field);
  }

  private static tools.jackson.databind.node.ObjectNode wish(String benefit, String kind) {
    return Stage.JSON.createObjectNode().put("place", Stage.now().benefit(benefit).place(kind));
  }

  private static void send(
      String worker, String benefit, String list, tools.jackson.databind.JsonNode body) {
    var call =
        Call.post(Stage.now().benefit(benefit).path() + "/" + list, body)
            .by(Stage.now().worker(worker).session())
            .with("Idempotency-Key", UUID.randomUUID().toString());
    var reply = Stage.now().ask(call);
    if (reply.done()) {
      Stage.now().bookings.put(worker + "/" + benefit, reply.json().path("id").asString());
    }
  }
}
