package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import niangjia.api.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What gates do where there is no network: everything that a gate's own page does. */
public final class GateSteps {

  private static final String REDEMPTIONS = "/api/booking/redemptions";
  private static final HexFormat HEX = HexFormat.of();

  /** A gate's device: its list, and what it has not told yet. */
  private static final class Device {
    private JsonNode list = Stage.JSON.createObjectNode();
    private final Map<String, ObjectNode> kept = new HashMap<>();
  }

  private final Map<String, Device> devices = new HashMap<>();

  @When("the gate {string} takes the list of {string} along for {string}")
  public void takes(String gate, String benefit, String place) throws GeneralSecurityException {
    var call = Call.post(Stage.now().benefit(benefit).path() + "/gate-list", "");
    var reply = Stage.now().ask(call.by(Stage.cast().staff(gate)));
    if (!reply.done()) {
      return;
    }
    var signed = reply.json();
    assertThat(verified(signed)).as("the list's signature").isTrue();
    device(place).list = Stage.JSON.readTree(signed.path("list").asString());
  }

  @Then("the list at {string} has {int} voucher(s) and no names")
  public void masked(String place, int count) {
    var entries = device(place).list.path("entries");
    assertThat(entries.valueStream()).hasSize(count);
    assertThat(entries.valueStream().map(entry -> entry.path("holder").asString()))
        .allMatch(holder -> holder.contains("*"));
    assertThat(
            entries.valueStream().flatMap(entry -> entry.propertyStream().map(Map.Entry::getKey)))
        .containsOnly("id", "code", "holder", "place");
  }

  /** Without a network: only what the device knows decides. */
  @When("without a network {string} takes the voucher of {string} for {string}")
  public void takesOffline(String place, String worker, String benefit)
      throws GeneralSecurityException {
    var token = token(worker, benefit);
    assertThat(listed(device(place).list, token)).as("on the list").isTrue();
    var me = Stage.api().patiently(Call.get("/api/access/me")).json();
    var use = Stage.JSON.createObjectNode().put("token", token).put("gate", place);
    use.put("key", UUID.randomUUID().toString()).put("at", me.path("serverTime").asString());
    device(place).kept.put(worker, use);
  }

  @When("{string} tells of {string} as {string}")
  public void tells(String place, String worker, String gate) {
    var use = device(place).kept.get(worker);
    Stage.now().ask(Call.post(REDEMPTIONS, use).by(Stage.cast().staff(gate)));
  }

  @Then("{string} sees {int} conflict(s) of {string}, first at {string} and then at {string}")
  public void conflicts(String officer, int count, String benefit, String first, String second) {
    var call = Call.get(Stage.now().benefit(benefit).path() + "/conflicts");
    var conflicts = Stage.now().ask(call.by(Stage.cast().staff(officer))).json();
    assertThat(conflicts.valueStream()).hasSize(count);
    var last = conflicts.path(0);
    assertThat(last.path("first").path("gate").asString()).isEqualTo(first);
    assertThat(last.path("second").path("gate").asString()).isEqualTo(second);
    assertThat(last.path("second").path("offline").asBoolean()).isTrue();
  }

  private Device device(String place) {
    return devices.computeIfAbsent(place, _ -> new Device());
  }

  private static String token(String worker, String benefit) {
    var path = Stage.now().booking(worker, benefit) + "/voucher";
    var call = Call.get(path).by(Stage.now().worker(worker).session());
    return Stage.api().patiently(call).json().path("token").asString();
  }

  private static boolean listed(JsonNode list, String token) throws GeneralSecurityException {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    var hex = HEX.formatHex(payload, 0, 16);
    var id =
        String.join(
            "-",
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20));
    var text = list.path("salt").asString() + id;
    var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    var hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
    return list.path("entries").valueStream().anyMatch(e -> e.path("id").asString().equals(hash));
  }

  private static boolean verified(JsonNode signed) throws GeneralSecurityException {
    var key = Base64.getUrlDecoder().decode(signed.path("key").asString());
    var encoded = HEX.parseHex("302a300506032b6570032100" + HEX.formatHex(key));
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    signature.update(("NJL1." + signed.path("list").asString()).getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getUrlDecoder().decode(signed.path("signature").asString()));
  }
}
