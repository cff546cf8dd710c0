package niangjia.scenes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one scene knows: its benefits, its people by the names it gives them, the last answer. */
final class Stage {

  static final JsonMapper JSON = new JsonMapper();

  private static volatile Api api = new Api("http://127.0.0.1:8080");
  private static volatile Cast cast = new Cast(api);
  private static volatile Stage current = new Stage();

  /** A benefit, with the places by their kinds in the order of the scene. */
  record Benefit(String id, Instant opensAt, int capacity, Map<String, String> places) {

    String path() {
      return "/api/booking/offerings/" + id;
    }

    String console() {
      return "/api/benefit/console/offerings/" + id;
    }

    /** The place of that kind, the only one for an empty kind. */
    String place(String kind) {
      var place = kind.isEmpty() ? places.values().iterator().next() : places.get(kind);
      if (place == null) {
        throw new IllegalArgumentException("there is no place " + kind + " among " + places);
      }
      return place;
    }
  }

  final Map<String, JsonNode> drafts = new HashMap<>();
  final Map<String, Benefit> benefits = new LinkedHashMap<>();
  final Map<String, Door.Worker> workers = new HashMap<>();
  final Map<String, String> bookings = new HashMap<>();
  final List<Door.Worker> crowd = new ArrayList<>();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private Call asked = Call.get("/");
  private Reply answer = new Reply(0, "", "", "");
  private Reply before = answer;

  /** Lets all scenes from now on play at that address. */
  static void at(String url) {
    api = new Api(url);
    cast = new Cast(api);
  }

  /** The running scene's. */
  static Stage now() {
    return current;
  }

  /** Begins a scene. */
  static void begin() {
    current = new Stage();
  }

  static Api api() {
    return api;
  }

  static Cast cast() {
    return cast;
  }

  /** Sends a request and remembers it and its answer. */
  Reply ask(Call call) {
    asked = call;
    before = answer;
    answer = api.patiently(call);
    return answer;
  }

  /** The last request. */
  Call asked() {
    return asked;
  }

  /** The last answer. */
  Reply answer() {
    return answer;
  }

  /** The answer before the last. */
  Reply before() {
    return before;
  }

  Benefit benefit(String name) {
    return known(benefits, name);
  }

  Door.Worker worker(String name) {
    return known(workers, name);
  }

  /** The booking of that person and benefit, or rather its path. */
  String booking(String worker, String benefit) {
    return "/api/booking/bookings/" + known(bookings, worker + "/" + benefit);
  }

  /** Whoever goes by that name: a worker of this scene, else an officer. */
  String session(String name) {
    var worker = workers.get(name);
    return worker == null ? cast.staff(name) : worker.session();
  }

  /** A name that no other scene uses. */
  String own(String name) {
    return name + "-" + mark;
  }

  private static <T> T known(Map<String, T> all, String name) {
    var found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the scene has no " + name + ", only " + all.keySet());
    }
    return found;
  }
}
