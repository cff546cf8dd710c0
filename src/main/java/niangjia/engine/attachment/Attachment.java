package niangjia.engine.attachment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody brought.
 *
 * @param id its key, of the bringer's making
 * @param path the union of whoever brought it, then of what holds it
 * @param person the worker who brought it or whose matter it belongs to
 * @param account the officer's account that brought it
 * @param name as it was called, with the ending of what it is
 * @param bytes how long it is
 * @param claim what holds it, null while nothing does
 */
public record Attachment(
    UUID id,
    String path,
    @Nullable UUID person,
    @Nullable UUID account,
    String name,
    FileType type,
    long bytes,
    Instant broughtAt,
    @Nullable Held claim) {

  /**
   * What holds files: an answer, a case.
   *
   * @param kind the word of the module's {@link AttachmentHolder}
   */
  public record Held(String kind, UUID id) {}

  /** What holds it. */
  public Optional<Held> holder() {
    return Optional.ofNullable(claim);
  }

  /** A file as it is shown in lists: its address is {@code /api/attachment/<id>}. */
  public record FileCard(UUID id, String name, FileType type, FileType.Kind kind, long bytes) {}

  /** As it is shown in lists. */
  public FileCard card() {
    return new FileCard(id, name, type, type.kind(), bytes);
  }
}
