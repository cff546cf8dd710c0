package niangjia.engine.form;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form: whose it is, and which of its versions is in force.
 *
 * @param path the union that asks; its members and those of all unions below it may answer
 * @param current the version that is answered now, null before the first was published
 * @param closedAt since when nothing is taken any more, null while it is
 */
public record Form(
    UUID id,
    String key,
    String path,
    @Nullable Integer current,
    Instant madeAt,
    @Nullable Instant closedAt) {

  /**
   * One version; once published it stays as it is.
   *
   * @param edit how often the draft was saved
   * @param hash SHA-256 of the definition as it is stored, null for a draft
   */
  public record Version(
      UUID form,
      int number,
      FormDefinition definition,
      int edit,
      Instant savedAt,
      @Nullable Instant publishedAt,
      @Nullable String hash) {}

  /** Whether it is for a person who belongs there. */
  boolean covers(String other) {
    return other.equals(path) || other.startsWith(path + ".");
  }
}
