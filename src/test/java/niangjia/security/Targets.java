package niangjia.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.api.Api;
import niangjia.api.Call;
import tools.jackson.databind.JsonNode;

/**
 * One sound request to each operation that a role may ask, with identifiers of what there is, for
 * tools to spoil.
 */
final class Targets {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

  /** They end the session that they come with, or never end themselves. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(".*(signout|end-others|sessions/|/live|/stream|erase|/events).*");

  private static final int TRIED = 30;

  /**
   * A request.
   *
   * @param body JSON, empty for none
   */
  record Target(String method, String path, String body) {

    /** As it goes over the wire, identifiers in the path marked as something to spoil. */
    String request(String host, String session) {
      var text =
          "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: XSRF-TOKEN=x; %s\r\nX-XSRF-TOKEN: x\r\n"
              .formatted(method, ID.matcher(path).replaceAll("$0*"), host, session);
      return body.isEmpty()
          ? text + "\r\n"
          : text + "Content-Type: application/json\r\n\r\n" + body;
    }
  }

  private final Map<String, List<Target>> targets = new TreeMap<>();

  Targets(Api api, Map<String, String> sessions) {
    var description = api.patiently(Call.get("/v3/api-docs")).json();
    sessions.forEach((role, session) -> targets.put(role, find(api, description, role, session)));
  }

  List<Target> of(String role) {
    return targets.getOrDefault(role, List.of());
  }

  private static List<Target> find(Api api, JsonNode description, String role, String session) {
    var found = new ArrayList<Target>();
    var ids = new TreeSet<String>();
    description
        .path("paths")
        .forEachEntry(
            (path, methods) -> {
              if (methods.has("get")
                  && !path.contains("{")
                  && !endless(methods.path("get"))
                  && !LEFT_OUT.matcher(path).matches()) {
                var text = api.send(Call.get(path).by(session)).text();
                ID.matcher(text).results().limit(TRIED).forEach(id -> ids.add(id.group()));
              }
            });
    description
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, node) -> {
                      if (may(role, node) && !endless(node) && !LEFT_OUT.matcher(path).matches()) {
                        var verb = method.toUpperCase(Locale.ROOT);
                        var real = real(api, verb, path, session, ids);
                        found.add(new Target(verb, real + query(node), body(description, node)));
                      }
                    }));
    return found;
  }

  /** A stream never ends, and neither would a tool that reads it. */
  private static boolean endless(JsonNode operation) {
    return operation.toString().contains("event-stream");
  }

  private static boolean may(String role, JsonNode operation) {
    var policy = operation.path("x-authz");
    var roles = policy.path("roles").toString().toLowerCase(Locale.ROOT);
    return roles.contains(role) || policy.path("scope").asString("").equals("PUBLIC");
  }

  /** With an identifier that answers, if one of them does. */
  private static String real(Api api, String method, String path, String session, Set<String> ids) {
    if (!path.contains("{")) {
      return path;
    }
    int tried = 0;
    for (var id : ids) {
      var real = VARIABLE.matcher(path).replaceAll(id);
      if (!method.equals("GET") || api.send(Call.get(real).by(session)).done()) {
        return real;
      }
      if (++tried == TRIED) {
        break;
      }
    }
    return VARIABLE.matcher(path).replaceAll(UUID.randomUUID().toString());
  }

  private static String query(JsonNode operation) {
    var query = new StringBuilder();
    for (var parameter : operation.path("parameters")) {
      if (parameter.path("in").asString("").equals("query")) {
        var schema = parameter.path("schema");
        var value =
            schema.has("enum")
                ? schema.path("enum").path(0).asString("")
                : schema.path("type").asString("").equals("integer") ? "1" : "a";
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parameter.path("name").asString(""))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  private static String body(JsonNode description, JsonNode operation) {
    var schema = operation.at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? "" : sample(description, schema, 0);
  }

  private static String sample(JsonNode description, JsonNode given, int depth) {
    var schema =
        given.has("$ref") ? description.at(given.path("$ref").asString("").substring(1)) : given;
    var type = schema.path("type").toString();
    if (depth > 4) {
      return "null";
    }
    if (schema.has("properties")) {
      var fields = new ArrayList<String>();
      schema
          .path("properties")
          .forEachEntry(
              (name, field) ->
                  fields.add("\"%s\":%s".formatted(name, sample(description, field, depth + 1))));
      return "{" + String.join(",", fields) + "}";
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0).toString();
    }
    if (type.contains("array")) {
      return "[" + sample(description, schema.path("items"), depth + 1) + "]";
    }
    if (type.contains("integer") || type.contains("number")) {
      return "1";
    }
    return type.contains("boolean") ? "true" : "\"a\"";
  }
}
