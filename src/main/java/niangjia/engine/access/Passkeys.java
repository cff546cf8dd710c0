package niangjia.engine.access;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Unsigned;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passkeys (通行密钥): somebody signs in with their phone, their computer or a key, which holds the
 * secret and asks for a finger or a PIN first. That is two factors at once, so it stands for
 * password and one-time password, and no fake page can get hold of it.
 */
@Service
class Passkeys {

  /** The most that one account has. */
  static final int MOST = 10;

  /** How long after signing in one may change how one signs in. */
  static final Duration RECENT = Duration.ofMinutes(10);

  private static final int NAME = 40;
  private static final int UUID_BYTES = 16;
  private static final String SIGN_IN = "passkey";

  /** Why a passkey is not added or removed. */
  enum Reason {
    /** Signing in was too long ago. */
    SIGN_IN_AGAIN,
    /** What the authenticator says does not hold. */
    PASSKEY_NOT_RIGHT,
    /** The passkey is there already. */
    PASSKEY_KNOWN,
    /** There are as many as there may be. */
    TOO_MANY_PASSKEYS
  }

  /** What an authenticator made, as a page brings it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Addition(String name, byte[] clientData, byte[] attestation) {

    Addition {
      name = name.strip();
      if (name.length() > NAME) {
        throw new Invalid("name", "tooLong", NAME);
      }
    }
  }

  private final PasskeyRepository repository;
  private final SessionRepository sessions;
  private final Authenticators authenticators;
  private final Challenges challenges;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Passkeys(
      PasskeyRepository repository,
      SessionRepository sessions,
      Authenticators authenticators,
      Challenges challenges,
      StaffAccounts.Kit kit) {
    this.repository = repository;
    this.sessions = sessions;
    this.authenticators = authenticators;
    this.challenges = challenges;
    this.events = kit.events();
    this.clock = kit.clock();
  }

  /** The actor's passkeys, oldest first. */
  @Transactional(readOnly = true)
  public List<PasskeyRepository.Listed> mine() {
    return repository.of(account());
  }

  /** The identifiers of those, so that no authenticator makes a second one. */
  @Transactional(readOnly = true)
  public List<byte[]> credentials() {
    requireRecent();
    return repository.credentials(account());
  }

  /** What an authenticator has to sign to become the actor's. */
  String challengeToAdd() {
    return challenges.make("add " + account());
  }

  /** What an authenticator has to sign to let somebody in. */
  String challengeToSignIn() {
    return challenges.make(SIGN_IN);
  }

  /** The account as an authenticator remembers it. */
  static byte[] handle(UUID account) {
    return ByteBuffer.allocate(UUID_BYTES)
        .putLong(account.getMostSignificantBits())
        .putLong(account.getLeastSignificantBits())
        .array();
  }

  /** Adds a passkey of the actor's. */
  @Transactional
  public PasskeyRepository.Listed add(URI origin, Addition addition) {
    requireRecent();
    var account = account();
    var made =
        authenticators
            .made(
                origin,
                addition.clientData(),
                addition.attestation(),
                challenge -> challenges.use("add " + account, challenge))
            .orElseThrow(() -> new Refused(Reason.PASSKEY_NOT_RIGHT, Map.of()));
    repository.lock(account);
    if (repository.of(account).size() >= MOST) {
      throw new Refused(Reason.TOO_MANY_PASSKEYS, Map.of("most", MOST));
    }
    var passkey = new PasskeyRepository.Listed(Ids.next(), addition.name(), clock.instant(), null);
    if (!repository.add(passkey, account, made)) {
      throw new Refused(Reason.PASSKEY_KNOWN, Map.of());
    }
    events.publishEvent(new AccessEvent.PasskeyAdded(account, passkey.id()));
    return passkey;
  }

  /** Removes a passkey of the actor's; {@link NotFound} when it is not theirs. */
  @Transactional
  public void remove(UUID id) {
    var account = account();
    if (repository.of(account).stream().noneMatch(one -> one.id().equals(id))) {
      throw new NotFound();
    }
    requireRecent();
    if (repository.remove(id, account)) {
      events.publishEvent(new AccessEvent.PasskeyRemoved(account, id));
    }
  }

  /** Signs in whoever shows a passkey; single statements, like all signing in. */
  SignIn signIn(URI origin, Authenticators.Shown shown) {
    return Optional.of(shown)
        .filter(one -> one.user().length == UUID_BYTES)
        .flatMap(one -> repository.known(one.credential(), holder(one.user())))
        .filter(
            known ->
                authenticators
                    .signed(
                        origin,
                        shown,
                        known.credential(),
                        challenge -> challenges.use(SIGN_IN, challenge))
                    .filter(count -> repository.use(known, count, clock.instant()))
                    .isPresent())
        .<SignIn>map(known -> new SignIn.Accepted(known.account()))
        .orElseGet(() -> new SignIn.Denied(SignIn.Reason.WRONG_PASSKEY, Map.of()));
  }

  private static UUID holder(byte[] handle) {
    var buffer = ByteBuffer.wrap(handle);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private void requireRecent() {
    var session = Actor.current().session();
    if (session == null
        || sessions
            .began(account(), session)
            .filter(began -> began.isAfter(clock.instant().minus(RECENT)))
            .isEmpty()) {
      throw new Refused(Reason.SIGN_IN_AGAIN, Map.of("minutes", RECENT.toMinutes()));
    }
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Unsigned();
    }
    return account;
  }
}
