package niangjia.authorisation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import niangjia.api.Api;
import niangjia.api.Call;
import tools.jackson.databind.JsonNode;

/** Reads every list as somebody and, beside it, what the oracle says that they may see. */
final class Lists {

  private static final Set<String> OFFICER = Set.of("OFFICER");
  private static final Set<String> READER = Set.of("OFFICER", "LEADER");
  private static final Set<String> STAFF =
      Set.of("OFFICER", "GATE", "LEADER", "SYSTEM", "SECURITY", "AUDITOR");
  private static final Set<String> ADMINISTRATOR = Set.of("SYSTEM", "SECURITY");
  private static final Set<String> SECURITY = Set.of("SECURITY");
  private static final String MEMBERS = "/api/people/members?limit=100";
  private static final String CONSOLE = "/api/benefit/console/offerings";

  private final Api api;
  private final Ledger ledger;

  Lists(Api api, Ledger ledger) {
    this.api = api;
    this.ledger = ledger;
  }

  /** All lists that this caller may ask for. */
  List<Rows> of(Caller caller) {
    var lists = new ArrayList<Rows>();
    if (caller.holdsOneOf(OFFICER)) {
      lists.addAll(members(caller));
    }
    if (caller.holdsOneOf(READER)) {
      lists.addAll(offerings(caller));
      lists.add(rehearsals(caller));
      lists.add(wall(caller));
    }
    if (caller.holdsOneOf(STAFF)) {
      lists.addAll(unions(caller));
    }
    if (caller.holdsOneOf(ADMINISTRATOR)) {
      lists.add(accounts(caller));
    }
    if (caller.holdsOneOf(SECURITY)) {
      lists.add(duties(caller));
    }
    if (!caller.person().isEmpty()) {
      lists.add(mine(caller));
      lists.add(open(caller));
    }
    return lists;
  }

  private List<Rows> members(Caller caller) {
    var paths = Ledger.array(caller.paths(OFFICER));
    var in = "select id from people.person where path <@ any(?::ltree[])";
    var small = " and path <@ 'bj.d110105' and starts_with(name, '欧阳')";
    var district =
        ledger.column("select id from \"union\".organisation where path = 'bj.d110105'").getFirst();
    var lists = new ArrayList<Rows>();
    lists.add(page("members", caller, MEMBERS, ledger.column(in, paths)));
    lists.add(
        page(
            "members by name",
            caller,
            MEMBERS + "&query=" + Api.encoded("王"),
            ledger.column(in + " and starts_with(name, '王')", paths)));
    if (caller.covers("bj.d110105", OFFICER)) {
      lists.add(
          whole(
              "members of a union by name",
              caller,
              MEMBERS + "&query=" + Api.encoded("欧阳") + "&union=" + district,
              ledger.column(in + small, paths)));
    }
    return lists;
  }

  private List<Rows> offerings(Caller caller) {
    var paths = Ledger.array(caller.paths(READER));
    var in =
        "select id from booking.offering where feature = 'benefit' and path <@ any(?::ltree[])";
    var due = ledger.column(in, paths);
    var phases = get(CONSOLE + "/phases", caller);
    var sum = phases.valueStream().mapToLong(JsonNode::asLong).sum();
    return List.of(
        whole("offerings", caller, CONSOLE + "?limit=100", due),
        new Rows("phases of " + caller.name(), List.of(), due, sum, false),
        whole(
            "drafts",
            caller,
            CONSOLE + "?limit=100&phase=DRAFT",
            ledger.column(in + " and state = 'DRAFT'", paths)));
  }

  private Rows rehearsals(Caller caller) {
    var got = new ArrayList<String>();
    get("/api/benefit/rehearsals", caller).forEach(run -> got.add(run.path("offering").asString()));
    var in = "select id from booking.offering where rehearsal and path <@ any(?::ltree[])";
    var due = ledger.column(in, Ledger.array(caller.paths(READER)));
    return new Rows("rehearsals of " + caller.name(), got, due, -1, false);
  }

  private Rows wall(Caller caller) {
    var wall = get("/api/benefit/wall", caller);
    var got = new ArrayList<String>();
    if (wall.path("board").isObject()) {
      got.add(wall.path("board").path("offering").asString());
    }
    wall.path("upcoming").forEach(card -> got.add(card.path("id").asString()));
    var in = "select id from booking.offering where state <> 'DRAFT' and path <@ any(?::ltree[])";
    var due = ledger.column(in, Ledger.array(caller.paths(READER)));
    return new Rows("wall of " + caller.name(), got, due, -1, false);
  }

  private Rows accounts(Caller caller) {
    var in = "select id from access.account where kind = 'STAFF' and path <@ any(?::ltree[])";
    var due = ledger.column(in, Ledger.array(caller.paths(ADMINISTRATOR)));
    return whole("accounts", caller, "/api/access/staff-accounts?limit=100", due);
  }

  private Rows duties(Caller caller) {
    var in =
        "select id from \"union\".duty where (until_at is null or until_at > now())"
            + " and path <@ any(?::ltree[])";
    var due = ledger.column(in, Ledger.array(caller.paths(SECURITY)));
    return whole("duties", caller, "/api/access/duties?limit=100", due);
  }

  private List<Rows> unions(Caller caller) {
    var paths = Ledger.array(caller.paths(STAFF));
    var in = "select id from \"union\".organisation where path <@ any(?::ltree[])";
    var roots = new ArrayList<Rows>();
    var tops =
        in
            + " and not exists (select from unnest(?::ltree[]) p"
            + " where organisation.path <@ p and organisation.path <> p)"
            + " and path = any(?::ltree[])";
    roots.add(
        new Rows(
            "roots of " + caller.name(),
            ids(get("/api/union/unions", caller)),
            ledger.column(tops, paths, paths, paths),
            -1,
            true));
    var query = "/api/union/unions?query=" + Api.encoded("工会");
    var found = ids(get(query, caller));
    roots.add(new Rows("unions of " + caller.name(), found, ledger.column(in, paths), -1, false));
    return roots;
  }

  private Rows mine(Caller caller) {
    var in = "select id from booking.booking where person_id = ?::uuid";
    var got = ids(get("/api/booking/mine", caller));
    var due = ledger.column(in, caller.person());
    return new Rows("bookings of " + caller.name(), got, due, got.size(), true);
  }

  /** What a worker sees in the list is published, and no booking in it is somebody else's. */
  private Rows open(Caller caller) {
    var cards = get("/api/benefit/open", caller);
    var got = ids(cards);
    cards.forEach(
        card -> {
          if (card.path("mine").isObject()) {
            got.add(card.path("mine").path("id").asString());
          }
        });
    var in =
        "select id from booking.offering where state <> 'DRAFT'"
            + " union select id from booking.booking where person_id = ?::uuid";
    return new Rows(
        "benefits of " + caller.name(), got, ledger.column(in, caller.person()), -1, false);
  }

  private Rows page(String name, Caller caller, String path, List<String> due) {
    var page = get(path, caller);
    var total = page.path("total").asLong(-2);
    return new Rows(
        name + " of " + caller.name(), ids(page.path("items")), due, total, due.size() <= 100);
  }

  private Rows whole(String name, Caller caller, String path, List<String> due) {
    var got = new ArrayList<String>();
    var seen = new HashSet<String>();
    var page = get(path, caller);
    got.addAll(ids(page.path("items")));
    while (page.path("next").isString() && seen.add(page.path("next").asString())) {
      page = get(path + "&after=" + page.path("next").asString(), caller);
      got.addAll(ids(page.path("items")));
    }
    return new Rows(name + " of " + caller.name(), got, due, page.path("total").asLong(-2), true);
  }

  private JsonNode get(String path, Caller caller) {
    var reply = api.patiently(Call.get(path).by(caller.session()));
    if (!reply.done()) {
      throw new IllegalStateException(path + " of " + caller.name() + ": " + reply);
    }
    return reply.json();
  }

  private static List<String> ids(JsonNode rows) {
    var ids = new ArrayList<String>();
    rows.forEach(row -> ids.add(row.path("id").asString()));
    return ids;
  }
}
