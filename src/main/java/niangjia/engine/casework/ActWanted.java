package niangjia.engine.casework;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done to a case, as it comes over HTTP: its kind, and of the rest what that kind
 * needs.
 *
 * @param seen the version of the case that was read
 * @param to an officer
 * @param union a union
 * @param other another case
 */
record ActWanted(
    @NotNull Kind act,
    @Min(1) int seen,
    @Nullable @Size(max = 40) String choice,
    @Nullable @Size(max = 40) String reason,
    @Nullable @Size(max = 40) String step,
    @Nullable @Size(max = 2000) String note,
    @Nullable UUID to,
    Union.@Nullable Id union,
    @Nullable @Size(max = 20) List<UUID> of,
    @Nullable Boolean all,
    @Nullable Boolean agrees,
    @Nullable LocalDate until,
    @Nullable UUID other,
    @Nullable @Size(max = 40) String category,
    @Nullable @Size(max = 120) String subject,
    @Nullable Boolean urgent) {

  /** What officers do to cases. */
  enum Kind {
    TAKE,
    PUT_BACK,
    DECIDE,
    SEND_BACK,
    RECALL,
    HAND_OVER,
    LEND,
    GIVE_BACK,
    ASK,
    SIGN,
    STOP_ASKING,
    PAUSE,
    RESUME,
    WITHDRAW,
    MERGE,
    LINK,
    WRITE,
    TELL,
    EDIT
  }

  /**
   * The act itself; {@link Invalid} names what it lacks.
   *
   * @param path the union's
   */
  Act asked(@Nullable String path) {
    return switch (act) {
      case TAKE -> new Act.Take();
      case PUT_BACK -> new Act.PutBack(words());
      case DECIDE -> new Act.Decide(needed("choice", choice), reason, words());
      case SEND_BACK -> new Act.SendBack(needed("step", step), needed("note", words()));
      case RECALL -> new Act.Recall();
      case HAND_OVER -> new Act.HandOver(to, path, needed("note", words()));
      case LEND -> new Act.Lend(needed("to", to), needed("note", words()));
      case GIVE_BACK -> new Act.GiveBack(needed("note", words()));
      case ASK -> new Act.Ask(needed("of", of), Boolean.TRUE.equals(all), needed("note", words()));
      case SIGN -> new Act.Sign(needed("agrees", agrees), words());
      case STOP_ASKING -> new Act.StopAsking();
      case PAUSE -> new Act.Pause(needed("reason", reason), needed("until", until), words());
      case RESUME -> new Act.Resume();
      case WITHDRAW -> new Act.Withdraw(needed("note", words()));
      case MERGE -> new Act.Merge(new Case.Id(needed("other", other)));
      case LINK -> new Act.Link(other == null ? null : new Case.Id(other));
      case WRITE -> new Act.Write(needed("note", words()), false);
      case TELL -> new Act.Write(needed("note", words()), true);
      case EDIT -> new Act.Edit(category, written(subject), urgent);
    };
  }

  private @Nullable String words() {
    return written(note);
  }

  private static @Nullable String written(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static <T> T needed(String field, @Nullable T value) {
    if (value == null) {
      throw new Invalid(field, "required");
    }
    return value;
  }
}
