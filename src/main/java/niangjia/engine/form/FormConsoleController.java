package niangjia.engine.form;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.attachment.Attachment;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forms as officers make them, and what was answered, over HTTP. */
@RestController
@RequestMapping("/api/form/console/forms")
class FormConsoleController {

  private final Forms forms;
  private final FormAnswers answers;
  private final People people;
  private final Unions unions;

  FormConsoleController(Forms forms, FormAnswers answers, People people, Unions unions) {
    this.forms = forms;
    this.answers = answers;
    this.people = people;
    this.unions = unions;
  }

  /** A form to be made. */
  record FormWanted(
      @NotNull Union.Id union,
      @NotNull @Schema(implementation = FormDefinition.class)
          Map<String, @Nullable Object> definition) {}

  /** A draft to be saved, and the number that the writer knows it by. */
  record DefinitionWanted(
      @Min(0) int edit,
      @NotNull @Schema(implementation = FormDefinition.class)
          Map<String, @Nullable Object> definition) {}

  /** The draft that the officer has read and wants in force. */
  record PublicationWanted(@Min(1) int edit) {}

  /** A form in the officer's list. */
  record FormLine(
      UUID id,
      Words title,
      Union union,
      @Nullable Integer current,
      @Nullable Instant closedAt,
      long answers) {}

  /** One version; only a draft has no day of publication. */
  record VersionView(
      int number, int edit, Instant savedAt, @Nullable Instant publishedAt, @Nullable String hash) {

    static VersionView of(Form.Version version) {
      return new VersionView(
          version.number(),
          version.edit(),
          version.savedAt(),
          version.publishedAt(),
          version.hash());
    }
  }

  /**
   * A form on its writer's table.
   *
   * @param edit the number of the draft, nought when there is none and the version in force shows
   * @param definition the draft, or the version in force
   * @param columns the version in force, by which answers are read; null before the first
   */
  record FormDetail(
      FormLine form,
      int edit,
      FormDefinition definition,
      @Nullable FormDefinition columns,
      List<VersionView> versions) {}

  /**
   * An answer in the officer's table.
   *
   * @param person the masked name, empty when they asked to be forgotten
   * @param total the sum that the form shows, null when it shows none
   */
  record AnswerLine(
      UUID id,
      String person,
      Union union,
      int version,
      Instant sentAt,
      Map<String, ?> answers,
      @Nullable BigDecimal total,
      List<Attachment.FileCard> files) {}

  /** The forms of the officer's unions, newest first. */
  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  List<FormLine> all() {
    return lines(forms.mine());
  }

  /** Makes a form with its first draft. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  FormDetail make(@RequestBody @Valid FormWanted wanted) {
    var union =
        unions
            .find(wanted.union())
            .filter(known -> Actor.current().covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    return detail(forms.make(union.path(), definition(wanted.definition())));
  }

  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "form")
  FormDetail one(@PathVariable UUID id) {
    return detail(forms.inScope(id));
  }

  /** Saves the draft of the next version. */
  @PutMapping("/{id}/draft")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "form")
  FormDetail save(@PathVariable UUID id, @RequestBody @Valid DefinitionWanted wanted) {
    forms.inScope(id);
    return done(forms.save(id, wanted.edit(), definition(wanted.definition())));
  }

  /** Publishes the draft: from now on it is what people answer, and it never changes. */
  @PostMapping("/{id}/publish")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "form")
  FormDetail publish(@PathVariable UUID id, @RequestBody @Valid PublicationWanted wanted) {
    return done(forms.publish(id, wanted.edit()));
  }

  /** Takes no more answers. */
  @PostMapping("/{id}/close")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "form")
  FormDetail close(@PathVariable UUID id) {
    return detail(forms.close(id));
  }

  /** What was answered, newest first. */
  @GetMapping("/{id}/answers")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "form", opens = true)
  Page<AnswerLine> answers(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var page = answers.page(id, after, limit);
    var definitions =
        forms.versions(id).stream()
            .collect(Collectors.toMap(Form.Version::number, Form.Version::definition));
    var names =
        people.profiles(
            page.items().stream()
                .map(Sent::person)
                .filter(Objects::nonNull)
                .map(Person.Id::new)
                .collect(Collectors.toSet()));
    var files = answers.files(page.items().stream().map(Sent::id).toList());
    return page.map(
        sent -> {
          var profile = sent.person() == null ? null : names.get(new Person.Id(sent.person()));
          var definition = Objects.requireNonNull(definitions.get(sent.version()));
          return new AnswerLine(
              sent.id(),
              profile == null ? "" : People.masked(profile.name()),
              unions.nearest(sent.path()),
              sent.version(),
              sent.at(),
              sent.values(),
              definition.sum(sent.values()).orElse(null),
              files.getOrDefault(sent.id(), List.of()));
        });
  }

  private static FormDefinition definition(Map<String, @Nullable Object> json) {
    try {
      return FormDefinition.parse(json);
    } catch (Invalid e) {
      throw e.within("definition");
    }
  }

  private FormDetail done(Forms.Edited edited) {
    return switch (edited) {
      case Forms.Edited.Done(var form) -> detail(form);
      case Forms.Edited.Behind(var reason, var theirs) -> {
        var facts = new HashMap<String, Object>();
        if (theirs != null) {
          facts.put("theirs", VersionView.of(theirs));
          facts.put("definition", theirs.definition());
        }
        throw new Refused(reason, facts);
      }
    };
  }

  private FormDetail detail(Form form) {
    var versions = forms.versions(form.id());
    var newest = versions.getFirst();
    var columns =
        versions.stream()
            .filter(version -> Objects.equals(version.number(), form.current()))
            .map(Form.Version::definition)
            .findFirst()
            .orElse(null);
    return new FormDetail(
        lines(List.of(form)).getFirst(),
        newest.publishedAt() == null ? newest.edit() : 0,
        newest.definition(),
        columns,
        versions.stream().map(VersionView::of).toList());
  }

  private List<FormLine> lines(List<Form> all) {
    var ids = all.stream().map(Form::id).toList();
    var shown = forms.shown(ids);
    var counts = answers.count(ids);
    return all.stream()
        .map(
            form ->
                new FormLine(
                    form.id(),
                    Objects.requireNonNull(shown.get(form.id())).definition().title(),
                    unions.nearest(form.path()),
                    form.current(),
                    form.closedAt(),
                    counts.getOrDefault(form.id(), 0L)))
        .toList();
  }
}
