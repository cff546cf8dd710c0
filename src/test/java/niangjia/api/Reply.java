package niangjia.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server answered.
 *
 * @param type the content type without its parameters, empty when there is none
 * @param text the body; of a stream only its first event's data
 * @param session the session that began with this answer, empty when none did
 */
public record Reply(int status, String type, String text, String session) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Whether the server did what it was asked. */
  public boolean done() {
    return status / 100 == 2;
  }

  /** The body; a missing node when it is empty or no JSON. */
  public JsonNode json() {
    try {
      return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.missingNode();
    }
  }

  /** Why the business refused; empty when it did not. */
  public String reason() {
    return json().path("reason").asString("");
  }
}
