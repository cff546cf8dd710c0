package niangjia.authorisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Reply;

/** The same request in other spellings: none of them may open what is denied. */
final class Variants {

  private final Api api;
  private final Samples samples;
  private final Set<String> reading;

  Variants(Api api, Samples samples, List<Operation> operations) {
    this.api = api;
    this.samples = samples;
    this.reading =
        operations.stream()
            .filter(operation -> operation.method().equals("GET"))
            .map(Operation::path)
            .collect(Collectors.toSet());
  }

  /** The spellings of a denied request that were answered as if it were allowed. */
  List<String> opened(Operation operation, Caller caller, Target target) {
    var opened = new ArrayList<String>();
    var call = samples.call(operation, target).by(caller.session());
    var calls = spellings(call);
    if (operation.method().equals("GET") || !reading.contains(operation.path())) {
      calls.addAll(methods(call));
    }
    for (var variant : calls) {
      var reply = api.patiently(variant);
      if (opens(reply)) {
        opened.add(variant.method() + " " + variant.path() + " by " + caller.name());
      }
    }
    return opened;
  }

  /** Data, or something done; a page of the front end is neither. */
  static boolean opens(Reply reply) {
    return reply.done() && !reply.type().equals("text/html");
  }

  private static List<Call> spellings(Call call) {
    var query = call.path().contains("?") ? call.path().substring(call.path().indexOf('?')) : "";
    var path = call.path().substring(0, call.path().length() - query.length());
    int last = path.lastIndexOf('/');
    var head = path.substring(0, last);
    var tail = path.substring(last + 1);
    var calls = new ArrayList<Call>();
    for (var other :
        List.of(
            path + "/",
            path + "//",
            path + ";a=b",
            path + "/.",
            path + "/..;/" + tail,
            path + ".json",
            path + "%00",
            path + "%20",
            head + "//" + tail,
            head + "/./" + tail,
            head + "/x/../" + tail,
            head + "%2f" + tail,
            head + "%252f" + tail,
            head + ";a=b/" + tail,
            path.replace("/api/", "/API/"),
            path.replace("/api/", "/%61pi/"))) {
      calls.add(call.path(other + query));
    }
    for (var trusted :
        Map.of(
                "X-Original-URL", "/api/access/me",
                "X-Rewrite-URL", "/api/access/me",
                "X-Forwarded-For", "127.0.0.1",
                "X-Forwarded-Prefix", "/api/access")
            .entrySet()) {
      calls.add(call.with(trusted.getKey(), trusted.getValue()));
    }
    return calls;
  }

  private static List<Call> methods(Call call) {
    var calls = new ArrayList<Call>();
    if (call.method().equals("GET")) {
      calls.add(call.method("HEAD"));
    } else {
      calls.add(call.method("GET"));
      calls.add(call.method("HEAD"));
      for (var header : List.of("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method")) {
        calls.add(call.method("GET").body("").with(header, call.method()));
      }
      calls.add(call.method("GET").body("").path(call.path() + "?_method=" + call.method()));
    }
    return calls;
  }
}
