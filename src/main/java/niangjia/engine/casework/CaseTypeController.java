package niangjia.engine.casework;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import niangjia.engine.casework.CaseViews.CodeWords;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Case types and their categories over HTTP. */
@RestController
@RequestMapping("/api/casework")
class CaseTypeController {

  /** What may be decided at a step, and where it leads. */
  record ChoiceView(String code, Words name, @Nullable String to, @Nullable CodeWords end) {}

  /** A step as it is drawn. */
  record CaseStepView(
      String code,
      Words name,
      Role role,
      String due,
      boolean byCategory,
      String escalate,
      List<String> apart,
      List<ChoiceView> choices) {}

  /** A category; one without a limit is a fault of configuration where steps ask for one. */
  record CategoryView(
      String code,
      @Nullable String parent,
      int position,
      Words name,
      @Nullable String due,
      boolean retired,
      int edit,
      boolean fault) {}

  /** A case type as it runs. */
  record CaseTypeView(
      String code,
      int version,
      Words name,
      List<CaseStepView> steps,
      List<CodeWords> pauses,
      List<CategoryView> categories) {}

  /** A category as it should be; the edit is nought for a new one. */
  record CategoryWanted(
      @NotNull @Size(max = 40) String type,
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String code,
      @Min(0) int edit,
      @Nullable @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String parent,
      @Min(0) @Max(999) int position,
      @NotNull @Valid Words name,
      @Nullable @Pattern(regexp = "[1-9][0-9]{0,2}[hd]") String due,
      boolean retired) {}

  private static final int NAME = 40;

  private final CaseTypes types;

  CaseTypeController(CaseTypes types) {
    this.types = types;
  }

  /** All case types as they are now. */
  @GetMapping("/types")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER, Role.SYSTEM})
  List<CaseTypeView> caseTypes() {
    return types.all().stream().map(one -> view(one.version(), one.type())).toList();
  }

  /** A case type as it was in one of its versions. */
  @GetMapping("/type")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER, Role.SYSTEM})
  CaseTypeView caseType(
      @RequestParam @Size(max = 40) String code,
      @RequestParam(required = false) @Min(1) Integer version) {
    int wanted = version == null ? types.latest(code).version() : version;
    return view(wanted, types.version(code, wanted));
  }

  /** Adds or changes a category. */
  @PutMapping("/category")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM)
  CaseTypeView putCategory(@RequestBody @Valid CategoryWanted wanted) {
    if (!wanted.name().within(NAME)) {
      throw new Invalid("name", "tooLong", NAME);
    }
    var due = wanted.due() == null ? null : Limit.of(wanted.due());
    var changed =
        new Category(
            wanted.type(),
            wanted.code(),
            wanted.parent(),
            wanted.position(),
            wanted.name(),
            due,
            wanted.retired(),
            wanted.edit());
    types
        .change(changed)
        .ifPresent(
            reason -> {
              throw new Refused(reason, Map.of("category", wanted.code()));
            });
    var now = types.latest(wanted.type());
    return view(now.version(), now.type());
  }

  private CaseTypeView view(int version, CaseType type) {
    boolean asked = type.steps().stream().anyMatch(CaseType.Step::byCategory);
    return new CaseTypeView(
        type.code(),
        version,
        type.name(),
        type.steps().stream().map(step -> view(type, step)).toList(),
        type.pauses().stream().map(one -> new CodeWords(one.code(), one.name())).toList(),
        types.categories(type.code()).stream().map(one -> view(one, asked)).toList());
  }

  private static CaseStepView view(CaseType type, CaseType.Step step) {
    return new CaseStepView(
        step.code(),
        step.name(),
        step.role(),
        step.due().toString(),
        step.byCategory(),
        step.escalate().toString(),
        step.apart(),
        step.choices().stream().map(choice -> view(type, choice)).toList());
  }

  private static ChoiceView view(CaseType type, CaseType.Choice choice) {
    var end = choice.end();
    return new ChoiceView(
        choice.code(),
        choice.name(),
        choice.to(),
        end == null ? null : new CodeWords(end, CaseViews.outcome(type, end)));
  }

  private static CategoryView view(Category one, boolean asked) {
    var due = one.due();
    return new CategoryView(
        one.code(),
        one.parent(),
        one.position(),
        one.name(),
        due == null ? null : due.toString(),
        one.retired(),
        one.edit(),
        asked && due == null && !one.retired());
  }
}
