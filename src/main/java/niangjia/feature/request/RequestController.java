package niangjia.feature.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.casework.Case;
import niangjia.engine.casework.CaseTypes;
import niangjia.engine.casework.Cases;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Requests as workers make and judge them, over HTTP. */
@RestController
@RequestMapping("/api/request")
class RequestController {

  /** A category that can be chosen, and the one above it. */
  record RequestCategory(String code, @Nullable String parent, Words name) {}

  /** What a worker asks. */
  record RequestWanted(
      @NotBlank @Size(max = 40) String category,
      @NotBlank @Size(max = 2000) String words,
      @Nullable @Size(max = 200) String place,
      boolean urgent,
      boolean confidential,
      @Nullable @Size(max = 9) List<@NotNull UUID> files) {}

  /** A request that was taken in. */
  record RequestMade(UUID id, String number) {}

  /** A fact as the worker reads it. */
  record MyFact(Request.Fact.Kind kind, boolean good, Instant at, @Nullable String words) {}

  /**
   * One's own request.
   *
   * @param asks whether one's own word is asked for now
   */
  record MyRequest(
      @Nullable String words,
      @Nullable String place,
      int round,
      boolean asks,
      List<MyFact> facts,
      List<Attachment.FileCard> files) {}

  /** Whether one is satisfied. */
  record MyRating(
      @Min(1) int seen, @NotNull Boolean satisfied, @Nullable @Size(max = 2000) String words) {}

  static final String FOLLOW_UP = "followup";

  private final Requests requests;
  private final Cases cases;
  private final CaseTypes types;

  RequestController(Requests requests, Cases cases, CaseTypes types) {
    this.requests = requests;
    this.cases = cases;
    this.types = types;
  }

  /** What can be asked about. */
  @GetMapping("/categories")
  @Authz(Authz.Scope.PUBLIC)
  List<RequestCategory> requestCategories() {
    return types.categories(Requests.TYPE).stream()
        .filter(one -> !one.retired())
        .map(one -> new RequestCategory(one.code(), one.parent(), one.name()))
        .toList();
  }

  /** Asks; the same again under the same key changes nothing. */
  @PostMapping("/requests")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  RequestMade ask(
      @RequestHeader("Idempotency-Key") UUID key, @RequestBody @Valid RequestWanted wanted) {
    var saying =
        new Requests.Saying(
            wanted.category(),
            wanted.words().strip(),
            wanted.place(),
            wanted.urgent(),
            wanted.confidential());
    var files = wanted.files() == null ? List.<UUID>of() : wanted.files();
    var me = new Person.Id(Actor.current().self());
    var made =
        requests.ask(new Requests.Asked(key, me, null, Request.Channel.APP, saying, null, files));
    return new RequestMade(made.id().value(), made.number());
  }

  /** One's own request with its answer. */
  @GetMapping("/mine/{id}")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "my-request")
  MyRequest myRequest(@PathVariable UUID id) {
    return view(own(id));
  }

  /** Says whether the answer helped. */
  @PostMapping("/mine/{id}/rating")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "my-request")
  MyRequest rateMyRequest(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid MyRating rating) {
    var own = own(id);
    var words = rating.words() == null || rating.words().isBlank() ? null : rating.words().strip();
    entered(requests.rate(own.id(), key, rating.seen(), rating.satisfied(), words));
    return view(own(id));
  }

  /** Refuses where a fact was not entered. */
  static void entered(Requests.Entered entered) {
    switch (entered) {
      case Requests.Entered.Done _ -> {}
      case Requests.Entered.Held(var reason) -> throw new Refused(reason, Map.of());
      case Requests.Entered.No(var reason) -> throw new Refused(reason, Map.of());
    }
  }

  private Request own(UUID id) {
    var request = requests.get(new Case.Id(id));
    var person = request.person();
    if (person == null || !person.value().equals(Actor.current().self())) {
      throw new NotFound();
    }
    return request;
  }

  private MyRequest view(Request request) {
    var now = cases.get(request.id());
    return new MyRequest(
        request.words(),
        request.place(),
        request.round(),
        now.open() && now.step().equals(FOLLOW_UP),
        requests.facts(request.id()).stream()
            .filter(fact -> fact.kind() != Request.Fact.Kind.CONTACT)
            .map(fact -> new MyFact(fact.kind(), fact.good(), fact.at(), fact.words()))
            .toList(),
        requests.files(request.id()).stream().map(Attachment::card).toList());
  }
}
