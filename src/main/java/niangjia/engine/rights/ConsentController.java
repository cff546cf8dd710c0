package niangjia.engine.rights;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Deed;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What somebody agreed to: for themselves, and for officers who take a signed form. */
@RestController
@RequestMapping("/api/rights")
class ConsentController {

  private final Consents consents;
  private final People people;

  ConsentController(Consents consents, People people) {
    this.consents = consents;
    this.people = people;
  }

  /** Yes or no to one purpose, in the version that was read. */
  record ConsentAnswer(@NotNull Purpose purpose, @Min(1) int version, boolean given) {}

  /** What is other in a version. */
  record ConsentNews(int version, Words changes) {}

  /** One answer. */
  record ConsentAnswered(int version, boolean given, Consents.Channel channel, Instant at) {}

  /**
   * One purpose as it stands for one person.
   *
   * @param version the newest version, which {@code text} is
   * @param digest SM3 of that version, for who wants to hold on to what they read
   * @param news what has changed since their last answer
   */
  record ConsentView(
      Purpose purpose,
      int version,
      Words title,
      Words text,
      @Nullable String digest,
      @Nullable Instant publishedAt,
      Consents.State state,
      List<ConsentNews> news,
      List<ConsentAnswered> history) {

    private static ConsentView of(Consents.Standing standing) {
      var text = standing.current();
      return new ConsentView(
          text.purpose(),
          text.number(),
          text.title(),
          text.text(),
          text.digest(),
          text.publishedAt(),
          standing.state(),
          standing.news().stream().flatMap(ConsentView::news).toList(),
          standing.history().stream()
              .map(one -> new ConsentAnswered(one.version(), one.given(), one.channel(), one.at()))
              .toList());
    }

    private static Stream<ConsentNews> news(ConsentText text) {
      var changes = text.changes();
      return changes == null ? Stream.empty() : Stream.of(new ConsentNews(text.number(), changes));
    }
  }

  /** What the caller is asked for and agreed to. */
  @GetMapping("/consents")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<ConsentView> consents() {
    return of(new Person.Id(Actor.current().self()));
  }

  /** The caller agrees to something, or takes it back. */
  @PutMapping("/consents")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<ConsentView> answer(@RequestBody @Valid ConsentAnswer answer) {
    var person = new Person.Id(Actor.current().self());
    return answered(person, people.profile(person).path(), answer, Consents.Channel.APP);
  }

  /** What somebody is asked for and agreed to, for an officer of theirs. */
  @GetMapping("/members/{id}/consents")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "person", opens = true)
  List<ConsentView> consentsOf(@PathVariable UUID id) {
    pathInScope(id);
    return of(new Person.Id(id));
  }

  /** Writes down what somebody signed on paper; they see that it was done so. */
  @PostMapping("/members/{id}/consents")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "person", opens = true)
  List<ConsentView> writeDown(@PathVariable UUID id, @RequestBody @Valid ConsentAnswer answer) {
    var path = pathInScope(id);
    return answered(new Person.Id(id), path, answer, Consents.Channel.PAPER);
  }

  /** Whose person it is: not yet a look at them, of which the trail would tell. */
  private String pathInScope(UUID id) {
    var path = Deed.ofSystem("scope").doing(() -> people.profile(new Person.Id(id)).path());
    Actor.current().require(path, Role.OFFICER);
    return path;
  }

  private List<ConsentView> answered(
      Person.Id person, String path, ConsentAnswer answer, Consents.Channel channel) {
    consents.answer(
        new Consents.Answer(person, path, answer.purpose(), answer.version(), answer.given()),
        channel);
    return of(person);
  }

  private List<ConsentView> of(Person.Id person) {
    return consents.of(person).stream().map(ConsentView::of).toList();
  }
}
