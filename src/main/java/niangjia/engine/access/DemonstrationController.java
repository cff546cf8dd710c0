package niangjia.engine.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.people.Members;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Profile;
import niangjia.platform.Authz;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The demonstration's page: who there is to sign in as, and with what. Outside a demonstration it
 * does not exist.
 */
@RestController
@RequestMapping("/api/access/demo")
@ConditionalOnProperty("niangjia.demo")
class DemonstrationController {

  private static final int NEWEST = 20;

  /** The workers whom the page proposes, by phone, with what is special about them. */
  private static final Map<String, Words> NOTED =
      Map.of(
          "14000000001",
          Words.of("快递员，建外街道会员，新就业形态、户外劳动者", "Courier in Jianwai, new employment form, outdoors"),
          "14000000002",
          Words.of("建外街道会员", "Member in Jianwai"),
          "14000000003",
          Words.of("其他工会的会员", "Member of a union elsewhere"),
          "14000000004",
          Words.of("入会申请中", "Has applied to join"));

  private final DemonstrationSms sms;
  private final AccountRepository accounts;
  private final Staff staff;
  private final Directory directory;
  private final InstantSource clock;

  DemonstrationController(
      DemonstrationSms sms,
      AccountRepository accounts,
      Staff staff,
      Directory directory,
      InstantSource clock) {
    this.sms = sms;
    this.accounts = accounts;
    this.staff = staff;
    this.directory = directory;
    this.clock = clock;
  }

  /** A code that was sent, and to whom; no name when the phone is nobody's. */
  record Sent(String phone, String code, Instant at, @Nullable String name) {}

  /**
   * A staff account that anybody may use.
   *
   * @param totp the one-time password that will be taken next
   * @param secondsLeft how long the present time step lasts
   */
  record Post(
      String username,
      String password,
      Words name,
      Role role,
      Words union,
      String totp,
      long secondsLeft) {}

  /** A worker whom anybody may sign in as. */
  record Worker(String phone, String name, Words union, Words note) {}

  /** What the page shows. */
  record Demonstration(List<Sent> phones, List<Post> staff, List<Worker> workers) {}

  /** A code. */
  record Code(String code) {}

  /** Everything on the page. */
  @GetMapping
  @Authz(Authz.Scope.PUBLIC)
  Demonstration demonstration() {
    var sent =
        sms.newest(NEWEST).stream()
            .map(
                message ->
                    new Sent(
                        message.phone().digits(),
                        message.code(),
                        message.at(),
                        directory.owner(message.phone()).map(Profile::name).orElse(null)))
            .toList();
    return new Demonstration(sent, posts(), workers());
  }

  /** The last code that a phone got, while it is fresh. */
  @GetMapping("/code")
  @Authz(Authz.Scope.PUBLIC)
  Code code(@RequestParam String phone) {
    return new Code(sms.code(new Phone(phone)).orElseThrow(NotFound::new));
  }

  /** Synthetic workers of a subtree, for load drivers. */
  @GetMapping("/workers")
  @Authz(Authz.Scope.PUBLIC)
  Page<Members.Contact> workers(
      @RequestParam(defaultValue = "bj") String path,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "100") @Min(1) @Max(Members.MOST_CONTACTS) int limit) {
    return directory.contacts(path, after == null ? null : new Person.Id(after), limit);
  }

  private List<Post> posts() {
    var known =
        accounts.allStaff(100).stream()
            .collect(Collectors.toMap(AccountRepository.Staff::username, Function.identity()));
    long left = Staff.STEP_SECONDS - clock.instant().getEpochSecond() % Staff.STEP_SECONDS;
    return AccessDemonstration.POSTS.stream()
        .filter(post -> known.containsKey(post.username()))
        .map(
            post ->
                new Post(
                    post.username(),
                    AccessDemonstration.PASSWORD,
                    post.name(),
                    post.role(),
                    directory.union(post.path()),
                    staff.next(Objects.requireNonNull(known.get(post.username()))),
                    left))
        .toList();
  }

  private List<Worker> workers() {
    return NOTED.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            noted ->
                directory.owner(new Phone(noted.getKey())).stream()
                    .map(
                        profile ->
                            new Worker(
                                noted.getKey(),
                                profile.name(),
                                directory.union(profile.path()),
                                noted.getValue())))
        .toList();
  }
}
