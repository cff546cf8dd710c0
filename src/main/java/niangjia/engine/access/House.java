package niangjia.engine.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first start outside a demonstration: the house has no account and no default password.
 * Whoever can read the set-up secret, from the log or from the file in the home directory, makes
 * the three administrators (三员), three different people; then the secret is void for good.
 */
@Service
class House implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(House.class);
  private static final String ROOT = "root";

  /** The three, in the order in which they are made. */
  static final List<Role> ADMINISTRATORS = List.of(Role.SYSTEM, Role.SECURITY, Role.AUDITOR);

  /** Why the house is not set up. */
  enum Reason {
    /** The secret is another one. */
    WRONG_SECRET,
    /** The house was set up before. */
    SET_UP_DONE,
    /** Two of the three are the same person. */
    SAME_PERSON
  }

  /** One of the three: who, and the credentials that they set. */
  record Founder(Role role, StaffAccounts.Opening opening, Enrolments.Credentials credentials) {}

  /** The union at the top of the tree, when there is none yet. */
  record Top(Union.Kind kind, Words name) {}

  private final HouseRepository repository;
  private final StaffAccounts accounts;
  private final Enrolments enrolments;
  private final Unions unions;
  private final Duties duties;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final boolean demo;
  private final Path file;

  House(
      HouseRepository repository,
      StaffAccounts accounts,
      Enrolments enrolments,
      Tree tree,
      Place place) {
    this.repository = repository;
    this.accounts = accounts;
    this.enrolments = enrolments;
    this.unions = tree.unions();
    this.duties = tree.duties();
    this.transactions = place.transactions();
    this.clock = place.clock();
    this.demo = place.demo();
    this.file = Path.of(place.home(), "setup-secret");
  }

  /** The tree and who does what in it. */
  @Component
  record Tree(Unions unions, Duties duties) {}

  /** Where the house stands. */
  @Component
  record Place(
      TransactionTemplate transactions,
      InstantSource clock,
      @Value("${niangjia.demo}") boolean demo,
      @Value("${niangjia.home}") String home) {}

  /** Makes the secret at the first start, or again when its file is lost before it was used. */
  @Override
  public void run(ApplicationArguments arguments) {
    try {
      if (demo || repository.setUp()) {
        Files.deleteIfExists(file);
      } else if (Files.exists(file)) {
        // The file of before goes on to count, also on a database that does not know it yet.
        var hash = enrolments.hash(Files.readString(file));
        if (!repository.knows(hash)) {
          repository.secret(hash, clock.instant());
        }
      } else {
        var secret = Enrolments.secret();
        write(secret);
        repository.secret(enrolments.hash(secret), clock.instant());
        log.warn(
            "This house has no administrators yet. Open /staff/setup with the set-up secret {} ; it"
                + " also stands in {}",
            secret,
            file.toAbsolutePath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the set-up secret cannot be written to " + file, e);
    }
  }

  private void write(String secret) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    Files.writeString(file, secret + "\n");
  }

  /** Whether the administrators are still to be made. */
  boolean empty() {
    return !demo && !repository.setUp();
  }

  /** The union at the top of the tree, if there is one. */
  Optional<Union> top() {
    return unions.children("").stream().findFirst();
  }

  /** Lets go on whoever knows the secret. */
  void check(String secret) {
    if (!empty()) {
      throw new Refused(Reason.SET_UP_DONE, Map.of());
    }
    if (!repository.knows(enrolments.hash(secret))) {
      throw new Refused(Reason.WRONG_SECRET, Map.of());
    }
  }

  /** Makes the three administrators, all or none, and voids the secret. */
  void setUp(String secret, Top top, List<Founder> founders) {
    check(secret);
    if (!founders.stream().map(Founder::role).toList().equals(ADMINISTRATORS)) {
      throw new Invalid("administrators", "unknown");
    }
    if (founders.stream().map(f -> f.opening().holder()).distinct().count() < founders.size()
        || founders.stream().map(f -> f.opening().username()).distinct().count()
            < founders.size()) {
      throw new Refused(Reason.SAME_PERSON, Map.of());
    }
    Actor.asSystem(
        () -> {
          var path = root(top);
          transactions.executeWithoutResult(_ -> settle(secret, founders, path));
        });
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("{} is void and can be deleted", file, e);
    }
    log.info("the house has its three administrators; the set-up secret is void");
  }

  private void settle(String secret, List<Founder> founders, String path) {
    if (!repository.settle(enrolments.hash(secret), clock.instant())) {
      throw new Refused(Reason.SET_UP_DONE, Map.of());
    }
    founders.forEach(founder -> make(founder, path));
  }

  private String root(Top top) {
    var known = top();
    if (known.isPresent()) {
      return known.get().path();
    }
    unions.found(List.of(new Unions.Founding(ROOT, null, top.kind(), top.name())));
    return ROOT;
  }

  private void make(Founder founder, String path) {
    var given = founder.opening();
    var opening = new StaffAccounts.Opening(given.username(), given.name(), path, given.holder());
    var id = accounts.insert(opening);
    enrolments.set(id, opening.username(), founder.credentials());
    duties.grant(new Duties.Grant(id, founder.role(), path, clock.instant(), null));
  }
}
