package niangjia.engine.rights;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people are asked to agree to, for those who write it and those who watch over it. */
@RestController
@RequestMapping("/api/rights/texts")
class ConsentTextController {

  private final ConsentTexts texts;

  ConsentTextController(ConsentTexts texts) {
    this.texts = texts;
  }

  /**
   * A version or a draft.
   *
   * @param version null for a draft
   * @param intact whether it says what was published
   */
  record ConsentTextView(
      @Nullable Integer version,
      boolean asksAgain,
      Words title,
      Words text,
      @Nullable Words changes,
      int revision,
      @Nullable String digest,
      @Nullable Instant publishedAt,
      boolean intact) {

    private static ConsentTextView of(ConsentText text) {
      return new ConsentTextView(
          text.version(),
          text.asksAgain(),
          text.title(),
          text.text(),
          text.changes(),
          text.revision(),
          text.digest(),
          text.publishedAt(),
          text.intact());
    }
  }

  /**
   * One purpose.
   *
   * @param published its versions, the newest first
   * @param askedAgain how many gave it to a version that counts no longer
   */
  record PurposeView(
      Purpose purpose,
      List<ConsentTextView> published,
      @Nullable ConsentTextView draft,
      long given,
      long askedAgain,
      long withdrawn,
      long notAsked) {

    private static PurposeView of(ConsentTexts.Overview one) {
      var counts = one.counts();
      return new PurposeView(
          one.purpose(),
          one.published().stream().map(ConsentTextView::of).toList(),
          one.draft().map(ConsentTextView::of).orElse(null),
          counts.given(),
          counts.askedAgain(),
          counts.withdrawn(),
          Math.max(0, one.people() - counts.given() - counts.askedAgain() - counts.withdrawn()));
    }
  }

  /**
   * A draft as it is to be.
   *
   * @param revision the one that was read, 0 for a new draft
   * @param asksAgain whether those who agreed before are asked again
   * @param changes what is other than in the last version; none in the first
   */
  record ConsentDraft(
      @NotNull Purpose purpose,
      @Min(0) int revision,
      boolean asksAgain,
      @NotNull @Valid Words title,
      @NotNull @Valid Words text,
      @Nullable @Valid Words changes) {}

  /** The draft that is to be published, as it was read. */
  record ConsentPublication(@NotNull Purpose purpose, @Min(1) int revision) {}

  /** All purposes. */
  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SYSTEM, Role.OFFICER, Role.AUDITOR})
  List<PurposeView> texts() {
    return texts.all().stream().map(PurposeView::of).toList();
  }

  /** Begins a draft or changes it. */
  @PutMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM)
  List<PurposeView> write(@RequestBody @Valid ConsentDraft draft) {
    texts.write(
        new ConsentTexts.Draft(
            draft.purpose(),
            draft.revision(),
            draft.asksAgain(),
            draft.title(),
            draft.text(),
            draft.changes()));
    return texts();
  }

  /** Publishes a draft as the next version, which nobody changes any more. */
  @PostMapping("/publication")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM)
  List<PurposeView> publish(@RequestBody @Valid ConsentPublication publication) {
    texts.publish(publication.purpose(), publication.revision());
    return texts();
  }
}
