package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.datatable.DataTable;
import io.cucumber.java.Before;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.api.Call;
import niangjia.api.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What officers, gates and leaders do and see. */
public final class OfficerSteps {

  private static final String CONSOLE = "/api/benefit/console/offerings";
  private static final String GATE = "/api/booking/redemptions";

  @Before
  public void begin() {
    Stage.begin();
  }

  /**
   * Writes down what a benefit is. Rows: {@code union}, {@code opens}, {@code closes}, and, where
   * they differ from the usual, {@code for} (another union's members), {@code members} (states),
   * {@code groups}, {@code months}, {@code family}, {@code once per}, {@code admits per second},
   * {@code offer hours}, {@code category}, {@code companions} ({@code 2} or {@code 2 named}),
   * {@code for lists} ({@code up to 10}), and for a draw {@code drawn by} (the source of the
   * randomness) and {@code drawn together} (how many).
   */
  @Given("the officer {string} plans the benefit {string}:")
  public void plans(String officer, String name, DataTable table) {
    var rows = table.asMap();
    var now = now();
    var draft = Stage.JSON.createObjectNode();
    draft.set("title", words(name));
    draft.set("summary", words(name));
    draft.set("howTo", words("出示二维码或取票码。"));
    draft.put("category", rows.getOrDefault("category", "OTHER"));
    draft.put("union", Stage.cast().union(needed(rows, "union")).id());
    draft.put("opensAt", Moments.of(needed(rows, "opens"), now).toString());
    draft.put("closesAt", Moments.of(needed(rows, "closes"), now).toString());
    draft.put("period", rows.getOrDefault("once per", "OFFERING"));
    draft.put("offerHours", Integer.parseInt(rows.getOrDefault("offer hours", "24")));
    if (rows.containsKey("family")) {
      draft.put("family", Stage.now().own(needed(rows, "family")));
    }
    if (rows.containsKey("admits per second")) {
      draft.put("admitPerSecond", Integer.parseInt(needed(rows, "admits per second")));
    }
    draft.set("eligibility", eligibility(rows));
    if (rows.containsKey("companions")) {
      var rule = List.of(needed(rows, "companions").split(" "));
      draft
          .putObject("companions")
          .put("most", Integer.parseInt(rule.getFirst()))
          .put("named", rule.size() > 1);
    }
    if (rows.containsKey("for lists")) {
      draft.put("party", Integer.parseInt(needed(rows, "for lists").replace("up to ", "")));
    }
    if (rows.containsKey("drawn by")) {
      var draw = draft.putObject("draw").put("randomAt", draft.path("closesAt").asString());
      draw.set("source", words(needed(rows, "drawn by")));
      draw.put("companions", Integer.parseInt(rows.getOrDefault("drawn together", "1")) - 1);
    }
    draft.put("officer", officer);
    Stage.now().drafts.put(name, draft);
  }

  private static ObjectNode eligibility(Map<String, String> rows) {
    var who = Stage.JSON.createObjectNode();
    if (rows.containsKey("for")) {
      who.put("union", Stage.cast().union(needed(rows, "for")).id());
    }
    who.set("states", list(rows.getOrDefault("members", "")));
    who.set("groups", list(rows.getOrDefault("groups", "")));
    who.put("memberMonths", Integer.parseInt(rows.getOrDefault("months", "0")));
    return who;
  }

  /**
   * Saves the benefit as a draft. Columns: kind, capacity, starts, ends, and, optionally, venue and
   * units.
   */
  @Given("{string} has the places:")
  public void places(String name, DataTable table) {
    var now = now();
    var draft = ((ObjectNode) Stage.now().drafts.get(name)).deepCopy();
    var officer = draft.remove("officer").asString();
    var places = draft.putArray("places");
    for (var row : table.asMaps()) {
      var place = places.addObject();
      place.set("kind", words(needed(row, "kind")));
      place.set("venue", words(row.getOrDefault("venue", "职工服务站")));
      place.put("capacity", Integer.parseInt(needed(row, "capacity")));
      place.put("units", Integer.parseInt(row.getOrDefault("units", "1")));
      place.put("startsAt", Moments.of(needed(row, "starts"), now).toString());
      place.put("endsAt", Moments.of(needed(row, "ends"), now).toString());
    }
    var reply = Stage.now().ask(Call.post(CONSOLE, draft).by(Stage.cast().staff(officer)));
    assertThat(reply.status()).as("%s", reply).isEqualTo(201);
    remember(officer, name, reply.json().path("id").asString());
  }

  private static void remember(String officer, String name, String id) {
    var call = Call.get(CONSOLE + "/" + id + "/board").by(Stage.cast().staff(officer));
    var board = Stage.api().patiently(call).json();
    var places = new LinkedHashMap<String, String>();
    for (var place : board.path("places")) {
      places.put(place.path("kind").path("zh").asString(), place.path("id").asString());
    }
    var opens = Instant.parse(board.path("opensAt").asString());
    var capacity = board.path("capacity").asInt();
    Stage.now().benefits.put(name, new Stage.Benefit(id, opens, capacity, places));
  }

  @When("{string} publishes {string}")
  public void publishes(String officer, String name) {
    assertThat(command(officer, name, "publish").status()).isEqualTo(200);
    Soon.holds(() -> assertThat(phase(name)).isIn("PUBLISHED", "OPEN"));
  }

  @When("{string} closes {string}")
  public void closes(String officer, String name) {
    assertThat(command(officer, name, "close").status()).isEqualTo(200);
    Soon.holds(() -> assertThat(phase(name)).isEqualTo("CLOSED"));
  }

  /** What nodes tell from memory, which follows the officer within a second. */
  private static String phase(String name) {
    var left = Call.get(Stage.now().benefit(name).path() + "/left");
    return Stage.api().patiently(left).json().path("phase").asString("");
  }

  @Then("{string} can no longer change {string}")
  public void unchangeable(String officer, String name) {
    var session = Stage.cast().staff(officer);
    var path = Stage.now().benefit(name).console();
    var draft = Stage.now().ask(Call.get(path).by(session)).json().path("draft");
    var reply = Stage.now().ask(Call.post(path, draft).method("PUT").by(session));
    assertThat(reply.status()).isEqualTo(400);
  }

  /** Neither close nor publish nor read it: for this officer it does not exist. */
  @Then("{string} can do nothing with {string}")
  public void nothing(String officer, String name) {
    for (var verb : List.of("close", "publish")) {
      assertThat(command(officer, name, verb).status()).as(verb).isEqualTo(404);
    }
    var session = Stage.cast().staff(officer);
    for (var view : List.of("", "/board", "/live")) {
      var path = Stage.now().benefit(name).console() + view;
      assertThat(Stage.now().ask(Call.get(path).by(session)).status()).as(path).isEqualTo(404);
    }
    assertThat(listed(session)).isFalse();
  }

  @Then("the officer {string} finds {string} in the console")
  public void finds(String officer, String name) {
    var path = Stage.now().benefit(name).console();
    var session = Stage.cast().staff(officer);
    assertThat(Stage.now().ask(Call.get(path).by(session)).status()).isEqualTo(200);
    Stage.now().ask(Call.get(CONSOLE + "?limit=100").by(session));
    assertThat(ids(Stage.now().answer().json().path("items")))
        .contains(Stage.now().benefit(name).id());
  }

  private static boolean listed(String session) {
    var reply = Stage.now().ask(Call.get(CONSOLE + "?limit=100").by(session));
    var ids = ids(reply.json().path("items"));
    return Stage.now().benefits.values().stream().anyMatch(benefit -> ids.contains(benefit.id()));
  }

  private static List<String> ids(JsonNode items) {
    return items.valueStream().map(item -> item.path("id").asString()).toList();
  }

  @Then("the board of {string} shows {string} with {int} taken, {int} left and {int} waiting")
  public void board(String officer, String name, int taken, int left, int waiting) {
    var session = Stage.cast().staff(officer);
    var call = Call.get(Stage.now().benefit(name).console() + "/board").by(session);
    Soon.holds(
        () -> {
          var board = Stage.now().ask(call).json();
          assertThat(board.path("taken").asInt()).as("taken").isEqualTo(taken);
          assertThat(board.path("left").asInt()).as("left").isEqualTo(left);
          assertThat(board.path("waiting").asInt()).as("waiting").isEqualTo(waiting);
        });
  }

  @When("the gate {string} scans the voucher of {string} for {string} at {string}")
  public void scans(String gate, String worker, String benefit, String place) {
    redeem(gate, "token", voucher(worker, benefit).path("token").asString(), place);
  }

  @When("the gate {string} types the code of {string} for {string} at {string}")
  public void types(String gate, String worker, String benefit, String place) {
    redeem(gate, "code", voucher(worker, benefit).path("code").asString(), place);
  }

  @When("the gate {string} scans {string} at {string}")
  public void scansText(String gate, String token, String place) {
    redeem(gate, "token", token, place);
  }

  @Then("it was first used at {string}")
  public void first(String place) {
    var first = Stage.now().answer().json().path("first");
    assertThat(first.path("gate").asString()).isEqualTo(place);
    assertThat(Instant.parse(first.path("at").asString())).isBeforeOrEqualTo(now());
  }

  private static JsonNode voucher(String worker, String benefit) {
    var path = Stage.now().booking(worker, benefit) + "/voucher";
    return Stage.api().patiently(Call.get(path).by(Stage.now().worker(worker).session())).json();
  }

  private static void redeem(String gate, String field, String text, String place) {
    var body = Stage.JSON.createObjectNode().put(field, text).put("gate", place);
    Stage.now().ask(Call.post(GATE, body).by(Stage.cast().staff(gate)));
  }

  private static Reply command(String officer, String name, String verb) {
    var path = Stage.now().benefit(name).console() + "/" + verb;
    return Stage.now().ask(Call.post(path, "").by(Stage.cast().staff(officer)));
  }

  private static ObjectNode words(String zh) {
    return Stage.JSON.createObjectNode().put("zh", zh);
  }

  private static ArrayNode list(String names) {
    var list = Stage.JSON.createArrayNode();
    names.lines().flatMap(line -> List.of(line.split(", *")).stream()).forEach(list::add);
    return list;
  }

  private static String needed(Map<String, String> row, String key) {
    var value = row.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the table has no " + key);
    }
    return value;
  }

  private static Instant now() {
    var me = Stage.api().patiently(Call.get("/api/access/me")).json();
    return Instant.parse(me.path("serverTime").asString());
  }
}
