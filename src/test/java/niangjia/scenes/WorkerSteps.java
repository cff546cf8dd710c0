package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.UUID;
import niangjia.api.Call;
import niangjia.api.Reply;
import tools.jackson.databind.JsonNode;

/** What single workers do and see. */
public final class WorkerSteps {

  private static final String MINE = "/api/booking/mine";

  @Given("{string} is a member of {string}")
  public void member(String name, String union) {
    Stage.now().workers.put(name, Stage.cast().fresh(union, "ACTIVE"));
  }

  @Given("{string} has only applied to join {string}")
  public void applicant(String name, String union) {
    Stage.now().workers.put(name, Stage.cast().fresh(union, "APPLIED"));
  }

  @When("{string} books {string}")
  public void books(String worker, String benefit) {
    wish(worker, benefit, "", "bookings");
  }

  @When("{string} books {string} of {string}")
  public void booksPlace(String worker, String kind, String benefit) {
    wish(worker, benefit, kind, "bookings");
  }

  @When("{string} joins the waiting list of {string}")
  public void joins(String worker, String benefit) {
    wish(worker, benefit, "", "waitlist");
  }

  @When("{string} joins the waiting list for {string} of {string}")
  public void joinsPlace(String worker, String kind, String benefit) {
    wish(worker, benefit, kind, "waitlist");
  }

  private static void wish(String worker, String benefit, String kind, String list) {
    var offering = Stage.now().benefit(benefit);
    var call =
        Call.post(offering.path() + "/" + list, place(offering.place(kind)))
            .by(Stage.now().worker(worker).session())
            .with("Idempotency-Key", UUID.randomUUID().toString());
    var reply = Stage.now().ask(call);
    if (reply.done()) {
      var id = reply.json().path("id").asString();
      Stage.now().bookings.put(worker + "/" + benefit, id);
    }
  }

  @When("the same request comes again")
  public void again() {
    Stage.now().ask(Stage.now().asked());
  }

  @When("the same request comes again for {string} of {string}")
  public void againForOther(String kind, String benefit) {
    var other = place(Stage.now().benefit(benefit).place(kind));
    Stage.now().ask(Stage.now().asked().body(other));
  }

  @When("{string} sends the same request")
  public void againBy(String worker) {
    Stage.now().ask(Stage.now().asked().by(Stage.now().worker(worker).session()));
  }

  @When("{string} cancels {string}")
  public void cancels(String worker, String benefit) {
    change(worker, benefit, "/cancel");
  }

  @When("{string} accepts {string}")
  public void accepts(String worker, String benefit) {
    change(worker, benefit, "/accept");
  }

  private static void change(String worker, String benefit, String verb) {
    var call = Call.post(Stage.now().booking(worker, benefit) + verb, "");
    Stage.now().ask(call.by(Stage.now().worker(worker).session()));
  }

  @Then("it succeeds")
  public void succeeds() {
    assertThat(Stage.now().answer().done()).as("%s", Stage.now().answer()).isTrue();
  }

  @Then("it is refused because {word}")
  public void refused(String reason) {
    refusedWith(409, reason);
  }

  @Then("it is refused with {int} because {word}")
  public void refusedWith(int status, String reason) {
    var answer = Stage.now().answer();
    assertThat(answer.reason()).as("%s", answer).isEqualTo(reason);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asString("")).as("the text for people").isNotBlank();
  }

  /** The answer names what is not met: UNION, MEMBERSHIP, GROUP or MEMBER_MONTHS. */
  @Then("the condition {word} is not met")
  public void failed(String rule) {
    assertThat(Stage.now().answer().json().path("failed").valueStream().map(JsonNode::asString))
        .contains(rule);
  }

  @Then("the answer tells when it opens")
  public void opens() {
    assertThat(Stage.now().answer().json().path("opensAt").asString("")).isNotBlank();
  }

  @Then("the answer is the same")
  public void same() {
    assertThat(Stage.now().answer().json()).isEqualTo(Stage.now().before().json());
    assertThat(Stage.now().answer().status()).isEqualTo(Stage.now().before().status());
  }

  @Then("the booking of {string} for {string} is {word}")
  public void state(String worker, String benefit, String state) {
    Soon.holds(
        () ->
            assertThat(booking(worker, benefit).json().path("state").asString()).isEqualTo(state));
  }

  @Then("{string} is number {int} on the waiting list of {string}")
  public void position(String worker, int position, String benefit) {
    var booking = booking(worker, benefit).json();
    assertThat(booking.path("position").asInt()).as("%s", booking).isEqualTo(position);
  }

  private static Reply booking(String worker, String benefit) {
    var call = Call.get(Stage.now().booking(worker, benefit));
    return Stage.api().patiently(call.by(Stage.now().worker(worker).session()));
  }

  @Then("{string} holds {int} booking(s)")
  public void holds(String worker, int count) {
    var call = Call.get(MINE).by(Stage.now().worker(worker).session());
    assertThat(Stage.api().patiently(call).json().valueStream().filter(Held::live)).hasSize(count);
  }

  @Then("{string} sees {string} with {int} left and {int} waiting")
  public void sees(String worker, String benefit, int left, int waiting) {
    Soon.holds(
        () -> {
          var card = detail(worker, benefit).json();
          assertThat(card.path("left").asInt()).as("left").isEqualTo(left);
          assertThat(card.path("waiting").asInt()).as("waiting").isEqualTo(waiting);
        });
  }

  @Then("{string} sees {string} and may take it")
  public void may(String worker, String benefit) {
    assertThat(detail(worker, benefit).json().path("eligible").asBoolean()).isTrue();
    assertThat(listed(worker, benefit)).isTrue();
  }

  @Then("{string} sees beforehand that {string} is not for them")
  public void mayNot(String worker, String benefit) {
    var detail = detail(worker, benefit).json();
    assertThat(detail.path("eligible").asBoolean(true)).isFalse();
    assertThat(detail.path("checks").valueStream().anyMatch(c -> !c.path("ok").asBoolean()))
        .isTrue();
  }

  /** Neither in the list nor by its address. */
  @Then("{string} does not see {string}")
  public void unseen(String worker, String benefit) {
    assertThat(detail(worker, benefit).status()).isEqualTo(404);
    assertThat(listed(worker, benefit)).isFalse();
    assertThat(Stage.api().patiently(Call.get(Stage.now().benefit(benefit).path() + "/left")))
        .extracting(Reply::status)
        .isEqualTo(404);
  }

  @Then("it does not exist")
  public void missing() {
    assertThat(Stage.now().answer().status()).isEqualTo(404);
  }

  private static boolean listed(String worker, String benefit) {
    var call = Call.get("/api/benefit/open").by(Stage.now().worker(worker).session());
    var id = Stage.now().benefit(benefit).id();
    return Stage.api()
        .patiently(call)
        .json()
        .valueStream()
        .anyMatch(card -> card.path("id").asString().equals(id));
  }

  private static Reply detail(String worker, String benefit) {
    var path = "/api/benefit/offerings/" + Stage.now().benefit(benefit).id();
    return Stage.api().patiently(Call.get(path).by(Stage.now().worker(worker).session()));
  }

  private static String place(String id) {
    return Stage.JSON.createObjectNode().put("place", id).toString();
  }
}
