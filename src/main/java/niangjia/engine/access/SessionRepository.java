package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of sessions. A session's identifier is the first half of its token's hash, which tells
 * nothing of the token.
 */
@Repository
class SessionRepository {

  /** A session that holds, with whose it is. */
  record Session(UUID account, Instant expiresAt, @Nullable UUID person) {}

  /** A session as its owner sees it. */
  record Seen(
      UUID id, Device.Kind device, Device.Browser browser, Instant createdAt, Instant seenAt) {}

  /** A session that was ended. */
  record Ended(Token token, UUID account) {}

  private static final RowMapper<Ended> ENDED =
      (row, _) -> new Ended(Token.ofBytes(row.getBytes(1)), row.getObject(2, UUID.class));

  private final JdbcClient jdbc;

  SessionRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(Token token, UUID account, Device device, Instant at, Instant expires) {
    jdbc.sql(
            """
            insert into access.session
              (token_hash, account, device, browser, created_at, seen_at, expires_at)
            values (:token, :account, :device, :browser, :at, :at, :expires)
            """)
        .param("token", token.bytes())
        .param("account", account)
        .param("device", device.kind().name())
        .param("browser", device.browser().name())
        .param("at", Timestamp.from(at))
        .param("expires", Timestamp.from(expires))
        .update();
  }

  Optional<Session> session(Token token, Instant at) {
    return jdbc.sql(
            """
            select s.account, s.expires_at, a.person
            from access.session s join access.account a on a.id = s.account
            where s.token_hash = :token and s.ended_at is null and s.expires_at > :at
              and a.locked_at is null
            """)
        .param("token", token.bytes())
        .param("at", Timestamp.from(at))
        .query(Session.class)
        .optional();
  }

  /** The sessions of an account that hold, those seen last first. */
  List<Seen> of(UUID account, Instant at, int limit) {
    return jdbc.sql(
            """
            select encode(substring(token_hash from 1 for 16), 'hex')::uuid as id, device, browser,
              created_at, seen_at
            from access.session
            where account = :account and ended_at is null and expires_at > :at
            order by seen_at desc, token_hash limit :limit
            """)
        .param("account", account)
        .param("at", Timestamp.from(at))
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Seen.class))
        .list();
  }

  /** Ends the session of that token, if it holds. */
  Optional<Ended> end(Token token, Instant at) {
    return jdbc.sql(
            """
            update access.session set ended_at = :at where token_hash = :token and ended_at is null
            returning token_hash, account
            """)
        .param("token", token.bytes())
        .param("at", Timestamp.from(at))
        .query(ENDED)
        .optional();
  }

  /** Ends that session of the account, if it holds. */
  Optional<Ended> end(UUID account, UUID session, Instant at) {
    return jdbc.sql(
            """
            update access.session set ended_at = :at
            where account = :account and ended_at is null
              and substring(token_hash from 1 for 16) = decode(replace(:session, '-', ''), 'hex')
            returning token_hash, account
            """)
        .param("account", account)
        .param("session", session.toString())
        .param("at", Timestamp.from(at))
        .query(ENDED)
        .optional();
  }

  /** When that session of the account began, if it holds. */
  Optional<Instant> began(UUID account, UUID session) {
    return jdbc.sql(
            """
            select created_at from access.session
            where account = :account and ended_at is null
              and substring(token_hash from 1 for 16) = decode(replace(:session, '-', ''), 'hex')
            """)
        .param("account", account)
        .param("session", session.toString())
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  /** Whether the account has that session, or had it not long ago. */
  boolean has(UUID account, UUID session) {
    return jdbc.sql(
            """
            select exists (select from access.session where account = :account
              and substring(token_hash from 1 for 16) = decode(replace(:session, '-', ''), 'hex'))
            """)
        .param("account", account)
        .param("session", session.toString())
        .query(Boolean.class)
        .single();
  }

  /** Ends all sessions of the account but one. */
  List<Ended> endAll(UUID account, UUID except, Instant at) {
    return jdbc.sql(
            """
            update access.session set ended_at = :at
            where account = :account and ended_at is null and expires_at > :at
              and substring(token_hash from 1 for 16) <> decode(replace(:except, '-', ''), 'hex')
            returning token_hash, account
            """)
        .param("account", account)
        .param("except", except.toString())
        .param("at", Timestamp.from(at))
        .query(ENDED)
        .list();
  }

  void seen(Collection<Token> tokens, Instant at) {
    jdbc.sql(
            """
            update access.session set seen_at = :at where token_hash = any(:tokens::bytea[])
            """)
        .param("tokens", tokens.stream().map(Token::bytes).toArray(byte[][]::new))
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Forgets sessions that have been over since before. */
  void forget(Instant before) {
    jdbc.sql(
            """
            delete from access.session where expires_at < :before or ended_at < :before
            """)
        .param("before", Timestamp.from(before))
        .update();
  }
}
