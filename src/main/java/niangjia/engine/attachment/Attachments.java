package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import niangjia.engine.attachment.Attachment.Held;
import niangjia.engine.attachment.AttachmentRepository.Blob;
import niangjia.engine.attachment.AttachmentRepository.Fresh;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Takes files in, gives them to what holds them, and gives them out to whoever may open them. */
@Service
public class Attachments {

  /** The most files that one thing is given at once. */
  public static final int MOST_AT_ONCE = 20;

  private static final int MOST_UNCLAIMED = 60;

  /** Why a file is not taken. */
  public enum Reason {
    /** Longer than its kind may be. */
    TOO_LARGE,
    /** None of the kinds of files that are taken. */
    TYPE_NOT_TAKEN,
    /** Something in it runs, or fetches from elsewhere. */
    ACTIVE_CONTENT,
    /** It is damaged, or built as no honest file is. */
    UNREADABLE,
    /** Nobody can look into it. */
    ENCRYPTED,
    /** It unpacks to far more than it is. */
    BOMB,
    /** A picture with more points than any camera makes. */
    TOO_MANY_POINTS,
    /** Too many files that were never sent with anything. */
    TOO_MANY_UNCLAIMED,
    /** The key was used for another file. */
    KEY_USED
  }

  /** What came of bringing a file. */
  public sealed interface Outcome {

    /** It is kept until somebody claims it, for a day at most. */
    record Kept(Attachment attachment) implements Outcome {}

    /** It is not. */
    record No(Reason reason, Map<String, Object> facts) implements Outcome {}
  }

  /**
   * A file on its way in.
   *
   * @param id the bringer's key
   * @param person the worker who brings it
   * @param account the officer's account that brings it; one of the two is there
   */
  public record Brought(
      UUID id, String path, @Nullable UUID person, @Nullable UUID account, String name) {}

  /**
   * What takes files into its care.
   *
   * @param person whose matter it is, null when it is nobody's in particular
   */
  public record Claim(Held holder, String path, @Nullable UUID person) {}

  private final AttachmentRepository repository;
  private final Intake intake;
  private final Storage storage;
  private final Sealer sealer;

  /** Lazily: whoever holds files asks this service. */
  private final ObjectProvider<AttachmentHolder> holders;

  private final TransactionOperations transactions;
  private final InstantSource clock;

  Attachments(Depot depot, Sealer sealer, ObjectProvider<AttachmentHolder> holders) {
    this.repository = depot.repository();
    this.intake = depot.intake();
    this.storage = depot.storage();
    this.sealer = sealer;
    this.holders = holders;
    this.transactions = depot.transactions();
    this.clock = depot.clock();
  }

  /** Takes a file in; the same again under its key changes nothing. */
  public Outcome keep(Brought brought, InputStream body) {
    try {
      return intake.take(body, brought.name(), found -> keep(brought, found));
    } catch (Unfit e) {
      return new Outcome.No(e.reason(), e.facts());
    } catch (IOException e) {
      throw new UncheckedIOException("the storage does not take a file", e);
    }
  }

  private Outcome keep(Brought brought, Intake.Found found) throws IOException {
    var mine = found.content();
    var earlier = within(() -> repository.find(brought.id()));
    if (earlier.isPresent()) {
      return again(earlier.get(), mine);
    }
    if (within(() -> repository.unclaimed(brought.person(), brought.account())) >= MOST_UNCLAIMED) {
      return new Outcome.No(Reason.TOO_MANY_UNCLAIMED, Map.of("most", MOST_UNCLAIMED));
    }
    var fresh =
        new Attachment(
            brought.id(),
            brought.path(),
            brought.person(),
            brought.account(),
            Names.proper(brought.name(), found.type()),
            found.type(),
            found.bytes(),
            clock.instant(),
            null);
    var known = within(() -> enter(fresh, repository.blob(mine)));
    return known.isPresent() ? known.get() : store(fresh, found);
  }

  /** The file is noted before it lies in the storage, and its row is written after. */
  private Outcome store(Attachment fresh, Intake.Found found) throws IOException {
    var key = BlobCipher.key();
    var sealed = found.sealed();
    var name = HexFormat.of().formatHex(BlobCipher.seal(found.file(), sealed, key));
    within(
        () -> {
          repository.stray(name, clock.instant());
          return true;
        });
    storage.put(name, sealed);
    var text = Base64.getEncoder().encodeToString(key);
    var blob = new Blob(Ids.next(), name, found.content(), sealer.seal(text), found.bytes());
    return within(() -> enter(fresh, blob));
  }

  private Outcome enter(Attachment fresh, Blob blob) {
    if (!repository.insert(blob, clock.instant())) {
      // Another one stored the same meanwhile: ours stays a stray.
      return enter(fresh, repository.blob(blob.content())).orElseThrow();
    }
    if (!repository.settled(blob.name())) {
      throw new IllegalStateException("the file " + blob.name() + " was swept away");
    }
    return enter(fresh, Optional.of(blob)).orElseThrow();
  }

  private Optional<Outcome> enter(Attachment fresh, Optional<Blob> blob) {
    return blob.map(
        stored ->
            repository.insert(new Fresh(fresh, stored.id()))
                ? new Outcome.Kept(fresh)
                : repository
                    .find(fresh.id())
                    .map(one -> again(one, stored.content()))
                    .orElseGet(() -> new Outcome.No(Reason.KEY_USED, Map.of())));
  }

  private Outcome again(Attachment earlier, byte[] content) {
    boolean same =
        brings(Actor.current(), earlier)
            && within(() -> repository.blobOf(earlier.id()))
                .filter(blob -> Arrays.equals(blob.content(), content))
                .isPresent();
    return same ? new Outcome.Kept(earlier) : new Outcome.No(Reason.KEY_USED, Map.of());
  }

  private static boolean brings(Actor actor, Attachment one) {
    return (actor.person() != null && actor.person().equals(one.person()))
        || (actor.account() != null && actor.account().equals(one.account()));
  }

  /**
   * Gives files to what holds them, in the caller's transaction; those that it holds already stay.
   *
   * @param field the field that names them, for what is wrong with it
   * @return the files in the order of their keys
   */
  public List<Attachment> claim(Claim claim, List<UUID> ids, String field) {
    if (ids.isEmpty()) {
      return List.of();
    }
    if (holder(claim.holder()).isEmpty()) {
      throw new IllegalStateException("nobody holds files as " + claim.holder().kind());
    }
    if (ids.size() > MOST_AT_ONCE) {
      throw new Invalid(field, "mostFiles", MOST_AT_ONCE);
    }
    var claimed = repository.claim(claim, ids, clock.instant());
    if (!claimed.containsAll(ids)) {
      throw new Invalid(field, "fileGone");
    }
    return repository.all(ids);
  }

  /** What an object holds, as far as the actor sees it, in the order in which it was brought. */
  public List<Attachment> of(Held holder) {
    return within(() -> repository.of(holder.kind(), List.of(holder.id())));
  }

  /** The same for several objects of a kind. */
  public Map<UUID, List<Attachment>> of(String kind, Collection<UUID> all) {
    return within(() -> repository.of(kind, all)).stream()
        .collect(Collectors.groupingBy(one -> Objects.requireNonNull(one.claim()).id()));
  }

  /** Files of one's own that nobody claimed yet, or that one may see, in the order brought. */
  public List<Attachment> all(Collection<UUID> ids) {
    return within(() -> repository.all(ids));
  }

  /**
   * An object has gone to another union, and takes its files along, in the caller's transaction.
   */
  public void move(Held holder, String path) {
    repository.move(holder, path);
  }

  /** An object lets go of its files, in the caller's transaction. */
  public void drop(Held holder) {
    repository.drop(holder);
  }

  /**
   * A file for whoever may open it: its bringer while nobody claimed it, then whom its holder lets.
   * Opening what another person brought is written into the trail.
   */
  Attachment opened(UUID id) {
    var actor = Actor.current();
    var found =
        Deed.unnamed("attachment", actor)
            .doing(
                () -> {
                  var one =
                      Actor.asSystem(() -> within(() -> repository.find(id)))
                          .orElseThrow(NotFound::new);
                  if (!may(actor, one)) {
                    throw new NotFound();
                  }
                  return one;
                });
    var person = found.person();
    var deed = Deed.current();
    if (deed != null && person != null && !person.equals(actor.person())) {
      deed.of(person);
      within(() -> repository.find(id));
    }
    return found;
  }

  private boolean may(Actor actor, Attachment file) {
    var held = file.claim();
    if (held == null) {
      return brings(actor, file);
    }
    return holder(held).filter(one -> one.mayOpen(actor, held.id())).isPresent();
  }

  private Optional<AttachmentHolder> holder(Held held) {
    return holders.stream().filter(one -> one.kind().equals(held.kind())).findFirst();
  }

  /** The bytes of a file that the actor has opened. */
  InputStream bytes(Attachment one) throws IOException {
    var blob =
        Deed.unnamed("attachment", Actor.current())
            .doing(() -> Actor.asSystem(() -> within(() -> repository.blobOf(one.id()))))
            .orElseThrow(NotFound::new);
    var key = Base64.getDecoder().decode(sealer.open(blob.key()));
    return BlobCipher.open(storage.open(blob.name()), key);
  }

  private <T> T within(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }
}
