package niangjia.engine.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail.
 *
 * @param path the union for which the doer acted, empty for the system
 * @param account whose account did it, null for nobody signed in and for the system
 * @param person the worker who did it
 * @param role in which role, SYSTEM for the system itself
 * @param address the network it came from
 * @param operation method and path with its slots, or the name of the system's work
 * @param subject the person whose data it is about
 * @param summary what is said of a whole batch
 */
record Entry(
    UUID id,
    Instant at,
    String path,
    @Nullable UUID account,
    @Nullable UUID person,
    String role,
    @Nullable String address,
    String operation,
    @Nullable String kind,
    @Nullable String object,
    @Nullable UUID subject,
    @Nullable String reason,
    @Nullable String note,
    Outcome outcome,
    @Nullable String summary) {

  /** What came of it. */
  enum Outcome {
    /** Done. */
    DONE,
    /** The business refused. */
    REFUSED,
    /** The caller may not, or is not who they say. */
    DENIED,
    /** A fault of ours. */
    FAILED
  }

  /** The columns that an entry is read from. */
  static final String COLUMNS =
      """
      id, at, path::text as path, account, person, role, address, operation, kind, object, subject,
      reason, note, outcome, summary
      """;

  private static final int LONGEST_OBJECT = 100;
  private static final int DIGEST = 32;

  /** The entry for a deed. */
  static Entry of(Deed deed, Outcome outcome, Instant at) {
    var actor = deed.actor();
    var duty = duty(actor);
    return new Entry(
        Ids.next(),
        at.truncatedTo(ChronoUnit.MICROS),
        duty.path(),
        actor.account(),
        actor.person(),
        actor.duties().isEmpty() ? "NOBODY" : duty.role().name(),
        deed.address(),
        deed.operation(),
        deed.kind(),
        cut(deed.object()),
        deed.subject(),
        deed.reason(),
        deed.note(),
        outcome,
        deed.summary());
  }

  /** The widest of the doer's duties: the one that an auditor of all it may have touched covers. */
  private static Duty duty(Actor actor) {
    return actor.duties().stream()
        .min(Comparator.comparingInt(duty -> duty.path().length()))
        .orElse(new Duty(Role.WORKER, ""));
  }

  private static @Nullable String cut(@Nullable String object) {
    return object == null || object.length() <= LONGEST_OBJECT
        ? object
        : object.substring(0, LONGEST_OBJECT);
  }

  /** Reads an entry from the columns {@link #COLUMNS}. */
  static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        row.getString("path"),
        row.getObject("account", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("role"),
        row.getString("address"),
        row.getString("operation"),
        row.getString("kind"),
        row.getString("object"),
        row.getObject("subject", UUID.class),
        row.getString("reason"),
        row.getString("note"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("summary"));
  }

  /** The SM3 digest (GB/T 32905) of all that it says: each field with its length before it. */
  byte[] digest() {
    var digest = new SM3Digest();
    for (var field :
        new Object[] {
          id,
          ChronoUnit.MICROS.between(Instant.EPOCH, at),
          path,
          account,
          person,
          role,
          address,
          operation,
          kind,
          object,
          subject,
          reason,
          note,
          outcome,
          summary
        }) {
      take(digest, field);
    }
    return done(digest);
  }

  /** The hash of a link: over the hash before, the number and the digest. */
  static byte[] hash(byte[] before, long number, byte[] digest) {
    var sum = new SM3Digest();
    sum.update(before, 0, before.length);
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), 0, Long.BYTES);
    sum.update(digest, 0, digest.length);
    return done(sum);
  }

  /** The hash before the first link. */
  static byte[] start() {
    return new byte[DIGEST];
  }

  private static void take(SM3Digest digest, @Nullable Object field) {
    var bytes = field == null ? null : field.toString().getBytes(StandardCharsets.UTF_8);
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array(), 0, Integer.BYTES);
    if (bytes != null) {
      digest.update(bytes, 0, length);
    }
  }

  private static byte[] done(SM3Digest digest) {
    var out = new byte[DIGEST];
    digest.doFinal(out, 0);
    return out;
  }
}
