package niangjia.api;

import java.util.HashMap;
import java.util.Map;

/**
 * A request.
 *
 * @param path with its query, already encoded
 * @param session the cookie of who asks, empty for nobody
 * @param body what is sent as JSON, empty for nothing
 */
public record Call(
    String method, String path, String session, Map<String, String> headers, String body) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /** Reads. */
  public static Call get(String path) {
    return new Call("GET", path, "", Map.of(), "");
  }

  /** Does something. */
  public static Call post(String path, Object body) {
    return new Call("POST", path, "", Map.of(), body.toString());
  }

  /** The same, asked by somebody. */
  public Call by(String someone) {
    return new Call(method, path, someone, headers, body);
  }

  /** The same with one more header. */
  public Call with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, session, more, body);
  }

  /** The same by another method. */
  public Call method(String other) {
    return new Call(other, path, session, headers, body);
  }

  /** The same of another path. */
  public Call path(String other) {
    return new Call(method, other, session, headers, body);
  }

  /** The same with another body. */
  public Call body(Object other) {
    return new Call(method, path, session, headers, other.toString());
  }
}
