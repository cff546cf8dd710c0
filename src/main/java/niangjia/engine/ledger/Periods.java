package niangjia.engine.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Params;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes periods (结账): nothing is posted any more on a day that is closed, in a union and below it.
 * Two officers open it again: one says why, another agrees.
 */
@Service
public class Periods {

  private static final int SHOWN = 100;
  private static final int REASON = 200;

  /** Why a period is neither closed nor opened. */
  enum Reason {
    /** It is closed up to that day already. */
    CLOSED_ALREADY,
    /** Only days that are over can be closed. */
    NOT_OVER,
    /** It is open. */
    OPEN_ALREADY,
    /** Nobody has asked to open it. */
    NOT_ASKED,
    /** Nobody agrees with themselves. */
    OWN_REQUEST
  }

  /**
   * Days that were closed.
   *
   * @param untilOn the last of them
   * @param reason why somebody asks to open it again, null while nobody does
   * @param openedAt when it was opened again, null while it is closed
   */
  public record Closing(
      UUID id,
      String path,
      LocalDate untilOn,
      Instant closedAt,
      UUID closedBy,
      @Nullable String reason,
      @Nullable Instant askedAt,
      @Nullable UUID askedBy,
      @Nullable Instant openedAt,
      @Nullable UUID openedBy) {}

  private static final String CLOSING =
      """
      select id, path::text as path, until_on, closed_at, closed_by, reason, asked_at, asked_by,
        opened_at, opened_by
      from ledger.closing
      """;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final InstantSource clock;

  Periods(JdbcClient jdbc, Ledger ledger, InstantSource clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Closes a union's days up to and with that one. */
  @Transactional
  public Closing close(Union union, LocalDate until) {
    Actor.current().require(union.path(), Role.OFFICER);
    if (!until.isBefore(ledger.today())) {
      throw new Refused(Reason.NOT_OVER, Map.of("today", ledger.today()));
    }
    var id = Ids.next();
    try {
      jdbc.sql(
              """
              insert into ledger.closing (id, path, until_on, closed_at, closed_by)
              values (:id, :path::ltree, :until, :at, :by)
              """)
          .param("id", id)
          .param("path", union.path())
          .param("until", Params.value(until))
          .param("at", Params.value(clock.instant()))
          .param("by", account())
          .update();
    } catch (DuplicateKeyException e) {
      throw new Refused(Reason.CLOSED_ALREADY, Map.of("until", until));
    }
    return get(id);
  }

  /** Asks to open a period again, and says why. */
  @Transactional
  public Closing ask(UUID id, String reason) {
    var words = reason.strip();
    if (words.isEmpty()) {
      throw new Invalid("reason", "required");
    }
    if (words.length() > REASON) {
      throw new Invalid("reason", "tooLong", REASON);
    }
    get(id);
    int rows =
        jdbc.sql(
                """
                update ledger.closing set reason = :reason, asked_at = :at, asked_by = :by
                where id = :id and opened_at is null
                """)
            .param("id", id)
            .param("reason", words)
            .param("at", Params.value(clock.instant()))
            .param("by", account())
            .update();
    if (rows == 0) {
      throw new Refused(Reason.OPEN_ALREADY, Map.of());
    }
    return get(id);
  }

  /** Opens a period again that another officer asked for. */
  @Transactional
  public Closing open(UUID id) {
    get(id);
    int rows =
        jdbc.sql(
                """
                update ledger.closing set opened_at = :at, opened_by = :by
                where id = :id and opened_at is null and asked_by <> :by
                """)
            .param("id", id)
            .param("at", Params.value(clock.instant()))
            .param("by", account())
            .update();
    var closing = get(id);
    if (rows == 0) {
      throw new Refused(refusal(closing), Map.of());
    }
    return closing;
  }

  private static Reason refusal(Closing closing) {
    if (closing.openedAt() != null) {
      return Reason.OPEN_ALREADY;
    }
    return closing.askedBy() == null ? Reason.NOT_ASKED : Reason.OWN_REQUEST;
  }

  /** What was closed in the reader's scope, and above it, newest first. */
  @Transactional(readOnly = true)
  public List<Closing> all() {
    var paths = Actor.current().paths(Role.OFFICER, Role.LEADER);
    return jdbc.sql(
            CLOSING
                + """
                where path <@ any(:paths::ltree[]) or path @> any(:paths::ltree[])
                order by closed_at desc, id desc limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("limit", SHOWN)
        .query(new SimplePropertyRowMapper<>(Closing.class))
        .list();
  }

  private Closing get(UUID id) {
    var closing =
        jdbc.sql(CLOSING + " where id = :id")
            .param("id", id)
            .query(new SimplePropertyRowMapper<>(Closing.class))
            .optional()
            .orElseThrow(NotFound::new);
    Actor.current().require(closing.path(), Role.OFFICER);
    return closing;
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    return account;
  }
}
