package niangjia.authorisation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/**
 * One sound request to each operation, by somebody who may ask it, about something that is there:
 * what the matrix knows, for whoever wants to spoil such requests.
 */
public final class Requests {

  /** The union of all: who holds a duty there may ask about every object of the world. */
  private static final String ALL = "bj";

  /** A file stands in the body of these, whatever the description says. */
  private static final Set<String> FILES = Set.of("preview", "uploads");

  private final World world;
  private final Samples samples;
  private final Accounts accounts;
  private final Api api;
  private final JsonNode description;
  private final List<Operation> operations;
  private final Map<String, Caller> staff = new HashMap<>();

  /** A request and what is asked with it. */
  public record Request(Operation operation, Call call) {}

  /** Furnishes the world of the matrix. */
  public Requests(Environment environment, Duties duties, People people) {
    api = new Api("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    var ledger = new Ledger(environment);
    world = new World(api, ledger, people);
    samples = new Samples(api, world);
    accounts = new Accounts(api, ledger, duties);
    description = api.patiently(Call.get("/v3/api-docs")).json();
    operations = Operation.read(description);
  }

  /** The requests; what reads comes first, what ends a session last. */
  public List<Request> all() {
    var requests = new ArrayList<Request>();
    operations.stream()
        .sorted(Comparator.comparingInt(Requests::turn))
        .forEach(operation -> requests.add(new Request(operation, call(operation))));
    return requests;
  }

  private static int turn(Operation operation) {
    if (operation.path().endsWith("/signout")) {
      return 3;
    }
    if (operation.path().startsWith("/api/access/sessions/")) {
      return 2;
    }
    return operation.method().equals("GET") ? 0 : 1;
  }

  private Call call(Operation operation) {
    var kind = operation.namesObject() ? operation.object() : samples.names(operation);
    var target = kind.isEmpty() ? Target.NONE : world.target(kind, position(operation, kind));
    var call = samples.call(operation, target).by(caller(operation).session());
    var last = operation.path().substring(operation.path().lastIndexOf('/') + 1);
    if (FILES.contains(last) && operation.path().startsWith("/api/listing/")) {
      return call.body("手机号\n1").with("Content-Type", "application/octet-stream");
    }
    return operation.method().equals("GET") ? filtered(operation, call, target) : call;
  }

  /** What is published cannot be written anew. */
  private static String position(Operation operation, String kind) {
    boolean writes = operation.method().equals("PUT") || operation.path().endsWith("/publish");
    return kind.equals("offering") && writes && operation.path().contains("/console/")
        ? "draft"
        : "own";
  }

  /** With every filter that the description knows and that leaves the answer a good one. */
  private Call filtered(Operation operation, Call call, Target target) {
    var widest = call;
    var known = description.path("paths").path(operation.path()).path("get").path("parameters");
    for (var parameter : known) {
      var name = parameter.path("name").asString("");
      if (parameter.path("in").asString("").equals("query") && !call.path().contains(name + "=")) {
        var sign = widest.path().contains("?") ? "&" : "?";
        var value = value(parameter.path("schema"), target);
        var wider = widest.path(widest.path() + sign + name + "=" + value);
        widest = api.patiently(wider).done() ? wider : widest;
      }
    }
    return widest;
  }

  private String value(JsonNode schema, Target target) {
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0).asString();
    }
    if (schema.path("type").toString().contains("integer")) {
      return "1";
    }
    return switch (schema.path("format").asString("")) {
      case "uuid" -> target.id().isEmpty() ? world.union(World.DISTRICT) : target.id();
      case "date-time" -> "2026-11-01T00:00:00Z";
      case "date" -> "2026-11-01";
      default -> "a";
    };
  }

  private Caller caller(Operation operation) {
    if (operation.roles().isEmpty() || operation.roles().contains("WORKER")) {
      return world.workers().stream()
          .filter(worker -> worker.duties().getFirst().path().equals(World.DISTRICT))
          .findFirst()
          .orElseThrow();
    }
    var role = operation.roles().stream().sorted().findFirst().orElseThrow();
    return staff.computeIfAbsent(role, name -> accounts.holding(new Caller.Held(name, ALL)));
  }
}
