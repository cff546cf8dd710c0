package niangjia.engine.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A kind of case as data: its steps, who takes them, what they may decide and by when. It is read
 * from {@code niangjia/<module>/<code>.case.json}.
 *
 * @param steps in their order; a case begins at the first
 * @param ends how cases of this kind end
 * @param pauses for which reasons a step may rest
 * @param categories what the tree of categories begins with; administrators go on from there
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CaseType(
    String code,
    Words name,
    List<Step> steps,
    List<Named> ends,
    List<Named> pauses,
    List<Seed> categories) {

  /** A code and what people read for it. */
  public record Named(String code, Words name) {}

  /** A category to begin with; without a limit the step's own holds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Seed(String code, @Nullable String parent, Words name, @Nullable Limit due) {}

  /**
   * A step.
   *
   * @param told what the person reads of it, in plain words
   * @param role who takes it, at the union that has the case or above it
   * @param due how long it may take
   * @param byCategory whether the category's limit goes before
   * @param escalate after how long, once it is overdue, the next union above is told
   * @param apart the steps whose deciders may not take this one
   * @param choices what may be decided
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Step(
      String code,
      Words name,
      Words told,
      Role role,
      Limit due,
      boolean byCategory,
      Limit escalate,
      List<String> apart,
      List<Choice> choices) {

    public Step {
      apart = apart == null ? List.of() : List.copyOf(apart);
      choices = choices == null ? List.of() : List.copyOf(choices);
    }

    /** The choice of that code. */
    public Optional<Choice> choice(String code) {
      return choices.stream().filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /**
   * Something that may be decided.
   *
   * @param to the step it leads to, null when it ends the case
   * @param end how it ends the case, null when it goes on
   * @param reasons one of which has to be given; none needed when empty
   * @param note whether words have to be given
   * @param held whether only the feature whose case it is may decide so, with facts of its own
   * @param person whether the person whose matter it is may decide so themselves
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Choice(
      String code,
      Words name,
      @Nullable String to,
      @Nullable String end,
      List<Named> reasons,
      boolean note,
      boolean held,
      boolean person) {

    public Choice {
      reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }
  }

  /** How every case may end: {@link Case.Ends}. */
  private static final Set<String> COMMON = Set.of(Case.Ends.MERGED, Case.Ends.WITHDRAWN);

  public CaseType {
    steps = steps == null ? List.of() : List.copyOf(steps);
    ends = ends == null ? List.of() : List.copyOf(ends);
    pauses = pauses == null ? List.of() : List.copyOf(pauses);
    categories = categories == null ? List.of() : List.copyOf(categories);
    check(steps, ends);
    unique("categories", categories.stream().map(Seed::code));
    if (categories.isEmpty()) {
      throw new Invalid("categories", "required");
    }
  }

  /** Every choice leads somewhere, every step is reached, and every step can end. */
  private static void check(List<Step> steps, List<Named> ends) {
    if (steps.isEmpty()) {
      throw new Invalid("steps", "required");
    }
    var codes = unique("steps", steps.stream().map(Step::code));
    var known = unique("ends", ends.stream().map(Named::code));
    if (known.stream().anyMatch(COMMON::contains)) {
      throw new Invalid("ends", "duplicate");
    }
    for (var step : steps) {
      unique(step.code(), step.choices().stream().map(Choice::code));
      if (step.choices().isEmpty() || !codes.containsAll(step.apart())) {
        throw new Invalid(step.code(), "unknown");
      }
      for (var choice : step.choices()) {
        boolean goes = choice.to() != null && codes.contains(choice.to());
        boolean ended = choice.end() != null && known.contains(choice.end());
        if (goes == ended || (choice.to() == null) == (choice.end() == null)) {
          throw new Invalid(step.code() + "." + choice.code(), "unknown");
        }
      }
    }
    var reached = new HashSet<>(Set.of(steps.getFirst().code()));
    var ending = new HashSet<String>();
    for (int i = 0; i < steps.size(); i++) {
      for (var step : steps) {
        var next = step.choices().stream().map(Choice::to).toList();
        if (reached.contains(step.code())) {
          next.stream().filter(codes::contains).forEach(reached::add);
        }
        if (step.choices().stream().anyMatch(c -> c.end() != null || ending.contains(c.to()))) {
          ending.add(step.code());
        }
      }
    }
    if (!reached.equals(codes) || !ending.equals(codes)) {
      throw new Invalid("steps", "unreachable");
    }
  }

  private static Set<String> unique(String field, Stream<String> codes) {
    var seen = new HashSet<String>();
    codes.forEach(
        code -> {
          if (!code.matches("[a-zA-Z][a-zA-Z0-9_-]{0,39}") || !seen.add(code)) {
            throw new Invalid(field, "duplicate");
          }
        });
    return seen;
  }

  /** Where a case begins. */
  public Step first() {
    return steps.getFirst();
  }

  /** The step of that code, which there must be. */
  public Step step(String code) {
    return find(code).orElseThrow(() -> new IllegalStateException("no step " + code));
  }

  /** The step of that code. */
  public Optional<Step> find(String code) {
    return steps.stream().filter(step -> step.code().equals(code)).findFirst();
  }
}
