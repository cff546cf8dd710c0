package niangjia.feature.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.casework.Case;
import niangjia.engine.casework.WorkList;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Profile;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Deed;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
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

/** Requests as officers take and work them, over HTTP. */
@RestController
@RequestMapping("/api/request")
class RequestDeskController {

  /** Whose calls are looked up. */
  record CallerWanted(@NotBlank @Size(max = 20) String phone) {}

  /** An earlier case of a caller. */
  record EarlierCase(UUID id, String number, @Nullable String subject, boolean open, Instant at) {}

  /**
   * Who calls, as far as the officer may see it.
   *
   * @param person null when nobody of the officer's unions has that phone
   * @param name masked
   */
  record CallerFound(
      @Nullable UUID person,
      @Nullable String name,
      @Nullable Union union,
      List<EarlierCase> earlier) {}

  /**
   * What an officer writes down while somebody talks.
   *
   * @param person a member; null for a caller who is none
   * @param union which union is to have it; null for the member's own
   */
  record CallWanted(
      @Nullable UUID person,
      Union.@Nullable Id union,
      @Nullable @Size(max = 40) String callerName,
      @Nullable @Size(max = 20) String callerPhone,
      @NotNull @Valid RequestController.RequestWanted saying) {}

  /** A fact as officers read it. */
  record RequestFact(
      Request.Fact.Kind kind,
      int round,
      boolean good,
      @Nullable Words by,
      Instant at,
      @Nullable String words) {}

  /** What was asked, and the facts of it. */
  record RequestView(
      Request.Channel channel,
      Request.Route route,
      @Nullable String words,
      @Nullable String place,
      @Nullable String callerName,
      @Nullable String callerPhone,
      int round,
      List<RequestFact> facts,
      List<Attachment.FileCard> files) {}

  /** A fact to be entered: reached, solved or satisfied; for a call-back null for nobody there. */
  record FactWanted(
      @Min(1) int seen, @Nullable Boolean good, @Nullable @Size(max = 2000) String words) {}

  private static final int MOST = 20;

  private final Requests requests;
  private final WorkList list;
  private final People people;
  private final Unions unions;
  private final Names names;

  RequestDeskController(
      Requests requests, WorkList list, People people, Unions unions, Names names) {
    this.requests = requests;
    this.list = list;
    this.people = people;
    this.unions = unions;
    this.names = names;
  }

  /** Looks a caller up by the whole phone number, with what they asked before. */
  @PostMapping("/callers")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, opens = true)
  CallerFound caller(@RequestBody @Valid CallerWanted wanted) {
    var phone = new Phone(wanted.phone().strip());
    var found = people.byPhone(phone).filter(RequestDeskController::seen);
    found.ifPresent(
        one -> Optional.ofNullable(Deed.current()).ifPresent(deed -> deed.of(one.id().value())));
    var cases =
        found.map(one -> list.of(one.id(), MOST)).orElseGet(() -> requests.from(phone, MOST));
    return new CallerFound(
        found.map(one -> one.id().value()).orElse(null),
        found.map(one -> People.masked(one.name())).orElse(null),
        found.map(one -> unions.nearest(one.path())).orElse(null),
        cases.stream().map(RequestDeskController::earlier).toList());
  }

  private static boolean seen(Profile person) {
    return Actor.current().covers(person.path(), Role.OFFICER);
  }

  private static EarlierCase earlier(Case one) {
    return new EarlierCase(
        one.id().value(),
        one.number(),
        one.origin().subject(),
        one.open(),
        one.origin().openedAt());
  }

  /** Takes a request in that somebody makes by phone. */
  @PostMapping("/calls")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  RequestController.RequestMade call(
      @RequestHeader("Idempotency-Key") UUID key, @RequestBody @Valid CallWanted wanted) {
    var person = wanted.person() == null ? null : new Person.Id(wanted.person());
    if (person != null && !seen(people.profile(person))) {
      throw new NotFound();
    }
    var union = wanted.union();
    var path = union == null ? null : unions.get(union).path();
    var said = wanted.saying();
    var saying =
        new Requests.Saying(
            said.category(),
            said.words().strip(),
            said.place(),
            said.urgent(),
            said.confidential());
    var files = said.files() == null ? List.<UUID>of() : said.files();
    var phone = wanted.callerPhone();
    var caller =
        phone == null && wanted.callerName() == null
            ? null
            : new Request.Caller(
                wanted.callerName(), phone == null ? null : new Phone(phone.strip()).digits());
    var made =
        requests.ask(
            new Requests.Asked(key, person, path, Request.Channel.PHONE, saying, caller, files));
    return new RequestController.RequestMade(made.id().value(), made.number());
  }

  /** What was asked, for whoever works on the case. */
  @GetMapping("/cases/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "request",
      opens = true)
  RequestView requestOf(@PathVariable UUID id) {
    return view(new Case.Id(id));
  }

  /** Enters that the worker was spoken to, or could not be. */
  @PostMapping("/cases/{id}/contact")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "request")
  RequestView contacted(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid FactWanted fact) {
    var one = new Case.Id(id);
    RequestController.entered(requests.contact(one, key, fact.seen(), good(fact), words(fact)));
    return view(one);
  }

  /** Enters the answer. */
  @PostMapping("/cases/{id}/answer")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "request")
  RequestView answered(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid FactWanted fact) {
    var one = new Case.Id(id);
    RequestController.entered(requests.answer(one, key, fact.seen(), good(fact), words(fact)));
    return view(one);
  }

  /** Enters what the worker said when they were called back. */
  @PostMapping("/cases/{id}/call-back")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "request")
  RequestView calledBack(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid FactWanted fact) {
    var one = new Case.Id(id);
    RequestController.entered(requests.callBack(one, key, fact.seen(), fact.good(), words(fact)));
    return view(one);
  }

  private static boolean good(FactWanted fact) {
    if (fact.good() == null) {
      throw new Invalid("good", "required");
    }
    return fact.good();
  }

  private static String words(FactWanted fact) {
    if (fact.words() == null || fact.words().isBlank()) {
      throw new Invalid("words", "required");
    }
    return fact.words().strip();
  }

  private RequestView view(Case.Id id) {
    var request = requests.get(id);
    var facts = requests.facts(id);
    var officers = new HashSet<UUID>();
    facts.stream().map(Request.Fact::by).filter(Objects::nonNull).forEach(officers::add);
    var named = names.of(officers);
    var caller = request.caller();
    return new RequestView(
        request.channel(),
        request.route(),
        request.words(),
        request.place(),
        caller == null ? null : caller.name(),
        caller == null ? null : caller.phone(),
        request.round(),
        facts.stream().map(fact -> view(fact, named)).toList(),
        requests.files(id).stream().map(Attachment::card).toList());
  }

  private static RequestFact view(Request.Fact fact, Map<UUID, Words> named) {
    return new RequestFact(
        fact.kind(),
        fact.round(),
        fact.good(),
        fact.by() == null ? null : named.get(fact.by()),
        fact.at(),
        fact.words());
  }
}
