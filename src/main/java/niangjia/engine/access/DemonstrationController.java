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
import niangjia.engine.people.Email;
import niangjia.engine.people.Members;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Profile;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
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

  private final Telephone telephone;
  private final AccountRepository accounts;
  private final Staff staff;
  private final Directory directory;
  private final InstantSource clock;

  DemonstrationController(
      Telephone telephone,
      AccountRepository accounts,
      Staff staff,
      Directory directory,
      InstantSource clock) {
    this.telephone = telephone;
    this.accounts = accounts;
    this.staff = staff;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * A code, a text or a mail that was sent, and to whom.
   *
   * @param receiver a phone or an e-mail address
   * @param text the code, or the whole message
   * @param name whose phone it is, null when it is nobody's
   */
  record Sent(
      Telephone.Kind kind, String receiver, String text, Instant at, @Nullable String name) {}

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
    var sent = telephone.newest(NEWEST).stream().map(this::sent).toList();
    return new Demonstration(sent, posts(), workers());
  }

  private Sent sent(Telephone.Message message) {
    var receiver = message.receiver();
    var name =
        receiver.contains("@")
            ? null
            : directory.owner(new Phone(receiver)).map(Profile::name).orElse(null);
    return new Sent(message.kind(), receiver, message.text(), message.at(), name);
  }

  /** The last code that a phone or an e-mail address got, while it is fresh. */
  @GetMapping("/code")
  @Authz(Authz.Scope.PUBLIC)
  Code code(
      @RequestParam(required = false) @Nullable String phone,
      @RequestParam(required = false) @Nullable String address) {
    return new Code(telephone.fresh(receiver(phone, address)).orElseThrow(NotFound::new));
  }

  private static String receiver(@Nullable String phone, @Nullable String address) {
    if (address != null) {
      return new Email(address).address();
    }
    if (phone == null) {
      throw new Invalid("phone", "required");
    }
    return new Phone(phone).digits();
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
