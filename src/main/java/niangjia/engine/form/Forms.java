package niangjia.engine.form;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Faults;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The forms of unions, their versions, and what answers have to be like. */
@Service
public class Forms {

  /** The most forms that a list shows. */
  static final int MOST = 200;

  /** What came of saving or publishing a draft. */
  public sealed interface Edited {

    /** It is done. */
    record Done(Form form) implements Edited {}

    /** It is not: somebody else saved or published meanwhile, and this is what they left. */
    record Behind(Reason reason, Form.@Nullable Version theirs) implements Edited {}

    /** Why not. */
    enum Reason {
      /** Somebody else has saved the draft since it was read. */
      EDITED_ELSEWHERE
    }
  }

  private final FormRepository repository;
  private final InstantSource clock;

  Forms(FormRepository repository, InstantSource clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * Reads answers by a definition: the values of the questions that are asked, each as its kind has
   * it. All faults come at once, naming fields as {@code answers.<key>}.
   */
  public static Map<String, Object> check(FormDefinition definition, Map<String, ?> answers) {
    var checked = AnswerCheck.check(definition, answers);
    var faults = new Faults();
    for (var fault : checked.faults()) {
      faults.of(
          () -> {
            throw fault;
          });
    }
    faults.end();
    return checked.values();
  }

  /** Makes a form of a union with its first draft; for officers of that union. */
  @Transactional
  public Form make(String path, FormDefinition definition) {
    var id = Ids.next();
    return make(new Form(id, id.toString(), path, null, clock.instant(), null), definition);
  }

  /** The same under a key by which a module finds it again. */
  @Transactional
  public Form make(String key, String path, FormDefinition definition) {
    return make(new Form(Ids.next(), key, path, null, clock.instant(), null), definition);
  }

  private Form make(Form form, FormDefinition definition) {
    Actor.current().require(form.path(), Role.OFFICER);
    if (!repository.make(form)) {
      throw new IllegalStateException("there is a form with the key " + form.key());
    }
    repository.save(form.id(), 0, definition, clock.instant(), Actor.current().account());
    return form;
  }

  /** The form of that key. */
  @Transactional(readOnly = true)
  public Optional<Form> find(String key) {
    return repository.find(key);
  }

  /** A form that was published; drafts exist for officers only. */
  @Transactional(readOnly = true)
  public Form published(UUID id) {
    return repository.find(id).filter(form -> form.current() != null).orElseThrow(NotFound::new);
  }

  /** One version. */
  @Transactional(readOnly = true)
  public Form.Version version(UUID form, int number) {
    return repository.versions(form).stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  /** All versions, newest first; for officers of its union. */
  @Transactional(readOnly = true)
  public List<Form.Version> versions(UUID form) {
    inScope(form);
    return repository.versions(form);
  }

  /** The forms of the officer's unions. */
  @Transactional(readOnly = true)
  List<Form> mine() {
    return repository.below(Actor.current().paths(Role.OFFICER), MOST);
  }

  /** The version in force of each form, or its draft while there is none. */
  @Transactional(readOnly = true)
  Map<UUID, Form.Version> shown(Collection<UUID> forms) {
    return repository.shown(forms);
  }

  /** A form of the officer's unions. */
  @Transactional(readOnly = true)
  public Form inScope(UUID id) {
    var form = repository.find(id).orElseThrow(NotFound::new);
    Actor.current().require(form.path(), Role.OFFICER);
    return form;
  }

  /**
   * Saves the draft of the next version.
   *
   * @param edit the number that the writer knows the draft by, nought to begin one
   */
  @Transactional
  public Edited save(UUID id, int edit, FormDefinition definition) {
    var form = inScope(id);
    var done = repository.save(id, edit, definition, clock.instant(), Actor.current().account());
    return done ? new Edited.Done(form) : behind(id);
  }

  /** Publishes the draft as it was read, and lets it be answered from now on. */
  @Transactional
  public Edited publish(UUID id, int edit) {
    inScope(id);
    var done = repository.publish(id, edit, clock.instant(), Actor.current().account());
    return done ? new Edited.Done(inScope(id)) : behind(id);
  }

  /** Takes no more answers; publishing again opens the form again. */
  @Transactional
  public Form close(UUID id) {
    inScope(id);
    repository.close(id, clock.instant());
    return inScope(id);
  }

  private Edited behind(UUID id) {
    var theirs = repository.versions(id).stream().findFirst().orElse(null);
    return new Edited.Behind(Edited.Reason.EDITED_ELSEWHERE, theirs);
  }
}
