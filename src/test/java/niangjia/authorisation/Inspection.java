package niangjia.authorisation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Reply;
import niangjia.api.Together;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plays the matrix against a running application once, and answers what came of it. */
public final class Inspection {

  /** How many faults were planted, and which of them were not found. */
  public record Proof(int planted, List<String> missed) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final Caller NOBODY = new Caller("nobody", "", "", List.of());
  private static final List<String> FIELDS =
      List.of("ownerId", "role", "roles", "path", "state", "approvedBy", "amountFen", "__proto__");

  private final Environment environment;
  private final Duties duties;
  private final People people;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Answered> answers = new ArrayList<>();
  private final List<Rows> lists = new ArrayList<>();
  private final List<String> forged = new ArrayList<>();
  private final List<String> mixed = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private Stand stand;

  /** What the matrix is played with. */
  private record Stand(Api api, Accounts accounts, World world, Samples samples) {}

  public Inspection(Environment environment, Duties duties, People people) {
    this.environment = environment;
    this.duties = duties;
    this.people = people;
  }

  /** Asks for everything by each role at one union only: enough to see a whole check missing. */
  public void playRoles() {
    furnish();
    var callers = new ArrayList<Caller>();
    callers.add(NOBODY);
    callers.addAll(stand.world.workers());
    for (var role : List.of("OFFICER", "GATE", "LEADER", "SYSTEM", "SECURITY", "AUDITOR")) {
      callers.add(stand.accounts.holding(new Caller.Held(role, World.DISTRICT)));
    }
    answers.addAll(matrix(callers));
  }

  private List<Answered> matrix(List<Caller> callers) {
    return new Matrix(stand.api, stand.samples, stand.world).play(operations, callers);
  }

  private void furnish() {
    var api = new Api("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    var ledger = new Ledger(environment);
    var world = new World(api, ledger, people);
    var samples = new Samples(api, world);
    var accounts = new Accounts(api, ledger, duties);
    stand = new Stand(api, accounts, world, samples);
    operations.addAll(Operation.read(api.patiently(Call.get("/v3/api-docs")).json()));
  }

  /** Furnishes the world and asks for everything. */
  public void play() {
    furnish();
    var callers = new ArrayList<Caller>();
    callers.add(NOBODY);
    callers.addAll(stand.world.workers());
    callers.addAll(
        stand.accounts.all(
            List.of(World.DISTRICT, World.STREET, "bj", "bj.d110108"),
            World.DISTRICT,
            World.STREET));
    var reading = new Lists(stand.api, new Ledger(environment));
    var reads = new ArrayList<Callable<List<Rows>>>();
    callers.forEach(caller -> reads.add(() -> reading.of(caller)));
    Together.all(reads).forEach(lists::addAll);
    var variants = new Variants(stand.api, stand.samples, operations);
    var spellings = new ArrayList<Callable<List<String>>>();
    operations.forEach(operation -> spellings.add(() -> spell(variants, operation, callers)));
    Together.all(spellings).forEach(opened::addAll);
    operations.forEach(operation -> fields(operation, callers));
    operations.forEach(operation -> forge(operation, callers));
    mix();
    answers.addAll(matrix(callers));
  }

  /** Each operation by one caller of each kind whom it denies. */
  private List<String> spell(Variants variants, Operation operation, List<Caller> callers) {
    var found = new ArrayList<String>();
    var turned = new ArrayList<>(callers);
    Collections.rotate(turned, operations.indexOf(operation));
    for (var expected : Set.of(Expected.UNSIGNED, Expected.FORBIDDEN, Expected.UNSEEN)) {
      turned.stream()
          .flatMap(
              caller ->
                  targets(operation).stream()
                      .filter(t -> t.exists() && Oracle.expects(operation, caller, t) == expected)
                      .limit(1)
                      .map(target -> variants.opened(operation, caller, target)))
          .findFirst()
          .ifPresent(found::addAll);
    }
    return found;
  }

  private List<Target> targets(Operation operation) {
    var kind = operation.namesObject() ? operation.object() : stand.samples.names(operation);
    return kind.isEmpty() ? List.of(Target.NONE) : stand.world.targets(kind);
  }

  /** Each field that a body has no business with, sent by somebody who may. */
  private void fields(Operation operation, List<Caller> callers) {
    if (!operation.body()) {
      return;
    }
    for (var caller : callers) {
      for (var target : targets(operation)) {
        if (target.exists() && Oracle.expects(operation, caller, target) == Expected.ALLOWED) {
          for (var field : FIELDS) {
            var call = stand.samples.call(operation, target).by(caller.session());
            var body = ((ObjectNode) JSON.readTree(call.body())).put(field, "1");
            if (stand.api.patiently(call.body(body)).status() != 400) {
              accepted.add(operation.name() + " takes " + field);
            }
          }
          return;
        }
      }
    }
  }

  /** The same by a page of somebody else's, which cannot know the token. */
  private void forge(Operation operation, List<Caller> callers) {
    if (operation.method().equals("GET")) {
      return;
    }
    for (var caller : callers) {
      for (var target : targets(operation)) {
        if (target.exists() && Oracle.expects(operation, caller, target) == Expected.ALLOWED) {
          var call = stand.samples.call(operation, target).by(caller.session());
          if (stand.api.patiently(call.with("X-XSRF-TOKEN", "other")).status() != 403) {
            forged.add(operation.name());
          }
          return;
        }
      }
    }
  }

  /** Operations that another site's page could have done by a signed-in browser. */
  public List<String> forged() {
    return List.copyOf(forged);
  }

  /** What a header that names another address opens to somebody who is not the machine itself. */
  public List<String> openedByAddress() {
    var call = Call.get("/actuator/prometheus");
    var opens = new ArrayList<String>();
    for (var address : List.of("127.0.0.1", "::1", "10.0.0.1", "127.0.0.1, 10.0.0.1")) {
      if (stand.api.patiently(call.with("X-Forwarded-For", address)).done()) {
        opens.add(address);
      }
    }
    return opens;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  public List<?> withoutPolicy() {
    return Judge.policies(operations);
  }

  public List<?> wrongAnswers() {
    return Judge.answers(answers);
  }

  /** What was done without a trace in the audit trail. */
  public Traces.Found traces() {
    return new Traces(new Ledger(environment)).found(answers);
  }

  /** The operations that were found to answer wrongly to anybody. */
  public Set<String> operationsWithWrongAnswers() {
    var names = new TreeSet<String>();
    for (var operation : operations) {
      var own = answers.stream().filter(one -> one.operation().equals(operation)).toList();
      if (!Judge.answers(own).isEmpty()) {
        names.add(operation.name());
      }
    }
    return names;
  }

  /** The lists with a row too many or too few. */
  public List<String> wrongLists() {
    return lists.stream().map(Rows::fault).filter(fault -> !fault.isEmpty()).toList();
  }

  public List<String> openedBySpelling() {
    return List.copyOf(opened);
  }

  public List<String> acceptedFields() {
    return List.copyOf(accepted);
  }

  /** Unions out of scope to which an officer could move a draft of their own. */
  public List<String> movedDrafts() {
    var officer = stand.accounts.holding(new Caller.Held("OFFICER", World.DISTRICT));
    var path = "/api/benefit/console/offerings/" + stand.world.target("offering", "draft").id();
    var moved = new ArrayList<String>();
    var never = put(path, stand.world.target("union", Target.NEVER), officer);
    for (var position : List.of("parent", "sibling", "branch")) {
      var reply = put(path, stand.world.target("union", position), officer);
      if (reply.done() || !reply.text().equals(never.text())) {
        moved.add(position + ": " + reply);
      }
    }
    return moved;
  }

  private Reply put(String path, Target union, Caller officer) {
    var call = Call.post(path, stand.world.draft(union.id())).method("PUT");
    return stand.api.patiently(call.by(officer.session()));
  }

  /** Offerings through whose address a place of another one could be booked. */
  public List<String> mixedPlaces() {
    return List.copyOf(mixed);
  }

  private void mix() {
    var worker = stand.world.workers().getFirst();
    var place = stand.world.place(stand.world.target("offering", "draft").id());
    for (var position : List.of("own", "parent", "sibling")) {
      var offering = stand.world.target("offering", position).id();
      var body = JSON.createObjectNode().put("place", place);
      var call =
          Call.post("/api/booking/offerings/" + offering + "/bookings", body)
              .with("Idempotency-Key", UUID.randomUUID().toString());
      if (stand.api.patiently(call.by(worker.session())).status() != 400) {
        mixed.add(position);
      }
    }
  }

  /** What an officer can still do after the duty has ended, with the session that goes on. */
  public List<String> openAfterDismissal() {
    var officer = stand.accounts.holding(new Caller.Held("OFFICER", World.DISTRICT));
    var open = new ArrayList<String>();
    var calls = List.of("/api/people/members", "/api/benefit/console/offerings");
    for (var path : calls) {
      if (!stand.api.patiently(Call.get(path).by(officer.session())).done()) {
        open.add(path + " was shut before");
      }
    }
    stand.accounts.dismiss(officer);
    Api.pause(Duration.ofSeconds(1));
    for (var path : calls) {
      var reply = stand.api.patiently(Call.get(path).by(officer.session()));
      if (reply.status() != 403) {
        open.add(path + ": " + reply);
      }
    }
    return open;
  }

  /** Plants one fault after the other into the recorded answers. */
  public Proof mutants() {
    var missed = new ArrayList<String>();
    int planted = 0;
    for (var operation : operations) {
      for (var mutant : Mutants.of(operation, answers)) {
        planted++;
        if (Judge.answers(mutant.answers()).isEmpty()) {
          missed.add(mutant.name());
        }
      }
      planted++;
      if (Judge.policies(List.of(silent(operation))).isEmpty()) {
        missed.add(operation.name() + " without a policy");
      }
    }
    for (var rows : lists.stream().flatMap(Mutants::of).toList()) {
      planted++;
      if (rows.fault().isEmpty()) {
        missed.add(rows.name());
      }
    }
    return new Proof(planted, missed);
  }

  private static Operation silent(Operation one) {
    return new Operation(one.method(), one.path(), "", Set.of(), one.object(), one.body());
  }

  /** One line for the log. */
  public String summary() {
    var findings = Judge.answers(answers);
    var line =
        new StringBuilder("authorisation: ")
            .append(answers.size())
            .append(" cells of ")
            .append(operations.size())
            .append(" operations, ")
            .append(lists.size())
            .append(" lists");
    for (var fault : Judge.Fault.values()) {
      long count = findings.stream().filter(finding -> finding.fault() == fault).count();
      line.append(", ").append(count).append(' ').append(fault);
    }
    return line.append(", ").append(wrongLists().size()).append(" lists wrong").toString();
  }
}
