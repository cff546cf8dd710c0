package niangjia.engine.rights;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Drafts and publishes what people are asked to agree to; it is the same for the whole tree. */
@Service
class ConsentTexts {

  /** Why a text is not written or published. */
  enum Reason {
    /** The texts are the same for all: only those at the top of the tree write them. */
    TEXTS_ARE_WRITTEN_AT_THE_TOP,
    /** Somebody changed or published the draft since it was read. */
    DRAFT_CHANGED_MEANWHILE,
    /** There is nothing to publish. */
    NO_DRAFT
  }

  /**
   * A draft as somebody writes it.
   *
   * @param revision the one that was read, 0 for a new draft
   */
  record Draft(
      Purpose purpose,
      int revision,
      boolean asksAgain,
      Words title,
      Words text,
      @Nullable Words changes) {}

  /** One purpose with its versions, the newest first, and how people stand to it. */
  record Overview(
      Purpose purpose,
      List<ConsentText> published,
      Optional<ConsentText> draft,
      ConsentRepository.Counts counts,
      long people) {}

  private final ConsentTextRepository repository;
  private final ConsentRepository answers;
  private final People people;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  ConsentTexts(
      ConsentTextRepository repository,
      ConsentRepository answers,
      People people,
      TransactionOperations transactions,
      InstantSource clock) {
    this.repository = repository;
    this.answers = answers;
    this.people = people;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Every purpose, also one without any text; counted as the system, no person shows. */
  List<Overview> all() {
    var found =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ -> overviews(repository.all(), answers.counts(), people.count())));
    return Objects.requireNonNull(found);
  }

  private static List<Overview> overviews(
      List<ConsentText> texts, Map<Purpose, ConsentRepository.Counts> counts, long people) {
    return Arrays.stream(Purpose.values())
        .map(
            purpose -> {
              var own = texts.stream().filter(text -> text.purpose() == purpose).toList();
              return new Overview(
                  purpose,
                  own.stream().filter(text -> text.version() != null).toList(),
                  own.stream().filter(text -> text.version() == null).findFirst(),
                  counts.getOrDefault(purpose, ConsentRepository.Counts.NONE),
                  people);
            })
        .toList();
  }

  /** Begins a draft or changes it; {@link Invalid} names what a version of its kind lacks. */
  @Transactional
  public void write(Draft draft) {
    var account = atTheTop();
    boolean first = repository.current(draft.purpose()).isEmpty();
    if (!first && draft.changes() == null) {
      throw new Invalid("changes.zh", "required");
    }
    var text =
        new ConsentText(
            Ids.next(),
            draft.purpose(),
            null,
            first || draft.asksAgain(),
            draft.title(),
            draft.text(),
            first ? null : draft.changes(),
            draft.revision(),
            null,
            null);
    boolean written =
        draft.revision() == 0 ? repository.begin(text, account) : repository.change(text, account);
    if (!written) {
      throw new Refused(Reason.DRAFT_CHANGED_MEANWHILE, Map.of("purpose", draft.purpose()));
    }
    Deed.sum("draft of " + draft.purpose());
  }

  /** Publishes the draft of that revision as the next version. */
  @Transactional
  public void publish(Purpose purpose, int revision) {
    var account = atTheTop();
    var draft =
        repository.all().stream()
            .filter(text -> text.purpose() == purpose && text.version() == null)
            .findFirst()
            .orElseThrow(() -> new Refused(Reason.NO_DRAFT, Map.of("purpose", purpose)));
    int version = repository.current(purpose).orElse(0) + 1;
    if (draft.revision() != revision
        || !repository.publish(draft, version, account, clock.instant())) {
      throw new Refused(Reason.DRAFT_CHANGED_MEANWHILE, Map.of("purpose", purpose));
    }
    Deed.sum(
        "%s version=%d asksAgain=%s sm3=%s"
            .formatted(purpose, version, draft.asksAgain(), draft.digestAs(version)));
  }

  private static @Nullable UUID atTheTop() {
    var actor = Actor.current();
    if (actor.paths(Role.SYSTEM).stream().allMatch(path -> path.contains("."))) {
      throw new Refused(Reason.TEXTS_ARE_WRITTEN_AT_THE_TOP, Map.of());
    }
    return actor.account();
  }
}
