package niangjia.scenes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Together;
import tools.jackson.databind.JsonNode;

/** The people of the scenes: synthetic members of the demonstration and its officers. */
final class Cast {

  /**
   * A union of the tree.
   *
   * @param path its place in the tree
   */
  record Union(String id, String path) {}

  private static final int MOST = 5000;

  /** Who looks unions up by name. */
  private static final String GUIDE = "city";

  private final Api api;
  private final Door door;
  private final Map<String, Union> unions = new HashMap<>();
  private final Map<String, List<String>> phones = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  Cast(Api api) {
    this.api = api;
    this.door = new Door(api);
  }

  /** The session of an officer, a gate or a leader. */
  String staff(String username) {
    return door.staff(username);
  }

  /** The union of that Chinese name. */
  Union union(String name) {
    return unions.computeIfAbsent(name, this::find);
  }

  private Union find(String name) {
    var query = "/api/union/unions?query=" + Api.encoded(name);
    for (var union : api.patiently(Call.get(query).by(staff(GUIDE))).json()) {
      if (union.path("name").path("zh").asString().equals(name)) {
        return new Union(union.path("id").asString(), union.path("path").asString());
      }
    }
    throw new IllegalArgumentException("there is no union " + name);
  }

  /** A member of that union or one below it, in that state, whom no scene has met. */
  Door.Worker fresh(String union, String state) {
    var known = phones(union);
    for (int i = known.size() - 1; i >= 0; i--) {
      if (taken.add(known.get(i))) {
        var worker = door.worker(known.get(i));
        if (worker.isPresent() && worker.get().state().equals(state)) {
          return worker.get();
        }
      }
    }
    throw new IllegalStateException(union + " has no more members in state " + state);
  }

  /** So many people of that union, active or not, signed in; every crowd has the same ones. */
  List<Door.Worker> crowd(String union, int size) {
    var found = new ArrayList<Door.Worker>();
    var from = phones(union).iterator();
    while (found.size() < size && from.hasNext()) {
      var next = new ArrayList<String>();
      while (next.size() < size - found.size() && from.hasNext()) {
        next.add(from.next());
      }
      Together.all(next.stream().map(this::entering).toList()).forEach(found::addAll);
    }
    if (found.size() < size) {
      throw new IllegalStateException(union + " has only " + found.size() + " people to come");
    }
    return List.copyOf(found);
  }

  private Callable<List<Door.Worker>> entering(String phone) {
    return () -> door.worker(phone).stream().toList();
  }

  private List<String> phones(String union) {
    return phones.computeIfAbsent(union, this::read);
  }

  private List<String> read(String union) {
    var path = Api.encoded(union(union).path());
    var page =
        api.patiently(Call.get("/api/access/demo/workers?limit=" + MOST + "&path=" + path)).json();
    var found = new ArrayList<String>();
    for (JsonNode worker : page.path("items")) {
      found.add(worker.path("phone").asString());
    }
    return found;
  }
}
