package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.api.Call;

/** Officers who make lists of people and book for everybody on one. */
public final class ListSteps {

  private static final String LISTS = "/api/listing/lists";

  /** The workers' names with commas between; the list is uploaded as a file of member numbers. */
  @Given("the officer {string} of {string} puts {string} on the list {string}")
  public void puts(String officer, String union, String workers, String list) {
    var session = Stage.cast().staff(officer);
    var wanted = Stage.JSON.createObjectNode().put("name", list);
    wanted.put("union", Stage.cast().union(union).id());
    var made = Stage.now().ask(Call.post(LISTS, wanted).by(session));
    assertThat(made.status()).as("%s", made).isEqualTo(201);
    var id = made.json().path("id").asString();
    var people = List.of(workers.split(", *"));
    var file =
        people.stream()
            .map(name -> Stage.now().worker(name).person())
            .collect(Collectors.joining("\n", "会员号\n", "\n"));
    var upload = LISTS + "/" + id + "/uploads?kind=MEMBER&position=0";
    assertThat(Stage.now().ask(Call.post(upload, file).by(session)).status()).isEqualTo(202);
    Soon.holds(
        () -> {
          var opened = Stage.now().ask(Call.get(LISTS + "/" + id).by(session)).json();
          assertThat(opened.path("list").path("people").asInt()).isEqualTo(people.size());
        });
    Stage.now().bookings.put(list, id);
  }

  @When("{string} books {string} of {string} for the list {string}")
  public void books(String officer, String kind, String benefit, String list) {
    var offering = Stage.now().benefit(benefit);
    var wish = Stage.JSON.createObjectNode().put("offering", offering.id());
    wish.put("place", offering.place(kind));
    var path = "/api/booking/lists/" + Stage.now().bookings.get(list) + "/parties";
    Stage.now()
        .ask(
            Call.post(path, wish)
                .by(Stage.cast().staff(officer))
                .with("Idempotency-Key", UUID.randomUUID().toString()));
    if (Stage.now().answer().done()) {
      var id = Stage.now().answer().json().path("id").asString();
      Stage.now().bookings.put(list + "/party", id);
    }
  }

  @When("{string} gives the places of the list {string} back")
  public void givesBack(String officer, String list) {
    var id = Stage.now().bookings.get(list + "/party");
    var path = "/api/booking/parties/" + id + "/cancel";
    Stage.now().ask(Call.post(path, "").by(Stage.cast().staff(officer)));
  }
}
