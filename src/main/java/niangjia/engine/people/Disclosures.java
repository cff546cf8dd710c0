package niangjia.engine.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import niangjia.platform.TooMany;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows an officer one whole number of one person, for a reason that the person can read. Each time
 * is entered in the audit trail in the same transaction: without an entry nothing is shown.
 */
@Service
public class Disclosures {

  /** What can be shown. */
  public enum Field {
    /** The whole phone number. */
    PHONE,
    /** The whole resident id number. */
    ID_NUMBER
  }

  /** Why an officer may need to see it. */
  public enum Purpose {
    /** To see whether somebody is who they say. */
    CHECK_IDENTITY,
    /** To reach the person. */
    CONTACT,
    /** To mend what is wrong in the record. */
    CORRECT_RECORD,
    /** To do what the person asked for. */
    HANDLE_REQUEST,
    /** Anything else, said in a note. */
    OTHER
  }

  /** The longest note, in characters. */
  static final int NOTE = 100;

  /** How often one account may look within an hour, on one node. */
  static final int PER_HOUR = 20;

  /** Six digits in a row could be the end of somebody's number; a note holds none. */
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d\\s-]{4,}\\d");

  private final PeopleRepository repository;
  private final Sealer sealer;
  private final Cache<UUID, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(2)).build();

  Disclosures(PeopleRepository repository, Sealer sealer) {
    this.repository = repository;
    this.sealer = sealer;
  }

  /**
   * The whole number; for officers of the person's union. {@link TooMany} after twenty within an
   * hour.
   *
   * @param note a few words on the purpose that name nobody; needed for {@link Purpose#OTHER}
   */
  @Transactional
  public String reveal(Person.Id id, Field field, Purpose purpose, @Nullable String note) {
    var standing =
        repository.standings(List.of(id.value())).stream().findFirst().orElseThrow(NotFound::new);
    var actor = Actor.current();
    actor.require(standing.profile().path(), Role.OFFICER);
    var words = checked(purpose, note, standing.profile().name());
    limit(actor);
    var deed = Deed.current();
    if (deed == null) {
      throw new IllegalStateException("nobody knows who asks to see a number");
    }
    deed.because(purpose.name(), words);
    Deed.sum(field.name());
    return sealer.open(
        switch (field) {
          case PHONE -> standing.phoneSealed();
          case ID_NUMBER -> standing.idSealed();
        });
  }

  private static @Nullable String checked(Purpose purpose, @Nullable String note, String name) {
    var words = note == null || note.isBlank() ? null : note.strip();
    if (words == null) {
      if (purpose == Purpose.OTHER) {
        throw new Invalid("note", "required");
      }
      return null;
    }
    if (words.length() > NOTE) {
      throw new Invalid("note", "tooLong", NOTE);
    }
    if (NUMBER.matcher(words).find() || words.contains(name)) {
      throw new Invalid("note", "personal");
    }
    return words;
  }

  private void limit(Actor actor) {
    var account = actor.account();
    if (account == null) {
      throw new NotFound();
    }
    var bucket =
        buckets.get(
            account,
            _ ->
                Bucket.builder()
                    .addLimit(
                        limit ->
                            limit.capacity(PER_HOUR).refillGreedy(PER_HOUR, Duration.ofHours(1)))
                    .build());
    if (!bucket.tryConsume(1)) {
      throw new TooMany(Duration.ofMinutes(3));
    }
  }
}
