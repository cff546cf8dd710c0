package niangjia.feature.benefit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Copies, templates and series of benefits over HTTP. */
@RestController
@RequestMapping("/api/benefit/console")
class RepeatController {

  private final Repeats repeats;

  RepeatController(Repeats repeats) {
    this.repeats = repeats;
  }

  /** When the copy opens; everything else moves along. */
  record NewOpening(@NotNull Instant opensAt) {}

  /** What a template is called. */
  record Named(@NotBlank @Size(max = 60) String name) {}

  /** The draft that was made. */
  record Copied(UUID id) {}

  /** A draft to begin with. */
  record TemplateView(UUID id, String name, Instant madeAt) {}

  /** How a benefit comes again. */
  record Repeating(
      Moved.@NotNull Every every, @NotNull LocalDate until, @Min(1) @Max(60) int aheadDays) {}

  /**
   * How a benefit comes again.
   *
   * @param series null when it does not
   */
  record Repeated(@Nullable Repeating series, @Nullable Instant nextAt) {}

  @PostMapping("/offerings/{id}/copy")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Copied copy(@PathVariable UUID id, @RequestBody @Valid NewOpening opening) {
    return new Copied(repeats.copy(new Offering.Id(id), opening.opensAt()).value());
  }

  @PostMapping("/offerings/{id}/template")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  TemplateView keep(@PathVariable UUID id, @RequestBody @Valid Named named) {
    return view(repeats.keep(new Offering.Id(id), named.name().strip()));
  }

  @GetMapping("/templates")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<TemplateView> templates() {
    return repeats.templates().stream().map(RepeatController::view).toList();
  }

  @PostMapping("/templates/{id}/start")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "template")
  Copied start(@PathVariable UUID id, @RequestBody @Valid NewOpening opening) {
    return new Copied(repeats.start(id, opening.opensAt()).value());
  }

  @GetMapping("/offerings/{id}/series")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  Repeated series(@PathVariable UUID id) {
    return repeats
        .of(new Offering.Id(id))
        .filter(one -> one.nextAt() != null)
        .map(
            one ->
                new Repeated(
                    new Repeating(one.every(), one.untilOn(), one.aheadDays()), one.nextAt()))
        .orElse(new Repeated(null, null));
  }

  @PutMapping("/offerings/{id}/series")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Repeated repeat(@PathVariable UUID id, @RequestBody @Valid Repeating wanted) {
    var plan = new Repeats.Plan(wanted.every(), wanted.until(), wanted.aheadDays());
    repeats.repeat(new Offering.Id(id), plan);
    return series(id);
  }

  @PostMapping("/offerings/{id}/series/end")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Repeated end(@PathVariable UUID id) {
    repeats.end(new Offering.Id(id));
    return series(id);
  }

  private static TemplateView view(SeriesRepository.Template template) {
    return new TemplateView(template.id(), template.name(), template.madeAt());
  }
}
