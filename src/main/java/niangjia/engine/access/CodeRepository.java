package niangjia.engine.access;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of codes and lock-outs. Each decision is one statement, so that two requests at the same
 * moment cannot both be the last one allowed. Its records only carry bytes to and from the
 * database, nobody compares them.
 */
@Repository
@SuppressWarnings("ArrayRecordComponent")
class CodeRepository {

  /** A code to be kept. */
  record Code(byte[] receiverHash, byte[] codeHash, Instant sentAt, Instant expiresAt) {}

  /** When the last code was sent and how many were on that day. */
  record Sent(Instant sentAt, LocalDate dayOn, int sentThatDay) {}

  /** What a try at a code came to. */
  record Try(boolean matches, boolean fresh) {}

  /** Wrong tries so far, and how long nobody may try again. */
  record Lock(int wrong, @Nullable Instant untilAt) {}

  private final JdbcClient jdbc;

  CodeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a code in place of the receiver's last, unless that is younger than a minute or the day's
   * are used up.
   */
  boolean issue(Code code, LocalDate day, int mostADay) {
    return jdbc.sql(
                """
                insert into access.code
                  (receiver_hash, code_hash, sent_at, expires_at, tries, day_on, sent_that_day)
                values (:receiver, :code, :sent, :expires, 0, :day, 1)
                on conflict (receiver_hash) do update set
                  code_hash = excluded.code_hash, sent_at = excluded.sent_at,
                  expires_at = excluded.expires_at, tries = 0, ended_at = null,
                  day_on = excluded.day_on,
                  sent_that_day = case when code.day_on = excluded.day_on
                    then code.sent_that_day + 1 else 1 end
                where code.sent_at <= excluded.sent_at - interval '1 minute'
                  and (code.day_on <> excluded.day_on or code.sent_that_day < :most)
                """)
            .param("receiver", code.receiverHash())
            .param("code", code.codeHash())
            .param("sent", Timestamp.from(code.sentAt()))
            .param("expires", Timestamp.from(code.expiresAt()))
            .param("day", Date.valueOf(day))
            .param("most", mostADay)
            .update()
        == 1;
  }

  Sent sent(byte[] receiverHash) {
    return jdbc.sql(
            """
            select sent_at, day_on, sent_that_day from access.code where receiver_hash = :receiver
            """)
        .param("receiver", receiverHash)
        .query(Sent.class)
        .single();
  }

  /**
   * Counts a try at the receiver's open code; the right one ends it. Empty when there is none to
   * try.
   */
  Optional<Try> attempt(byte[] receiverHash, byte[] codeHash, Instant now) {
    return jdbc.sql(
            """
            update access.code set tries = tries + 1,
              ended_at = case when code_hash = :code and expires_at > :now
                then :now::timestamptz end
            where receiver_hash = :receiver and ended_at is null and tries < 5
            returning code_hash = :code as matches, expires_at > :now as fresh
            """)
        .param("receiver", receiverHash)
        .param("code", codeHash)
        .param("now", Timestamp.from(now))
        .query(Try.class)
        .optional();
  }

  Optional<Lock> lock(byte[] subject) {
    return jdbc.sql(
            """
            select wrong, until_at from access.lock where subject = :subject
            """)
        .param("subject", subject)
        .query(Lock.class)
        .optional();
  }

  /**
   * Counts a try, unless the subject is locked; the fifth within a quarter of an hour locks for as
   * long.
   */
  Optional<Lock> take(byte[] subject, Instant now) {
    return jdbc.sql(
            """
            insert into access.lock (subject, wrong, last_at) values (:subject, 1, :now)
            on conflict (subject) do update set
              wrong = case when lock.last_at <= excluded.last_at - interval '15 minutes'
                then 1 else lock.wrong + 1 end,
              until_at = case when lock.wrong >= 4
                  and lock.last_at > excluded.last_at - interval '15 minutes'
                then excluded.last_at + interval '15 minutes' end,
              last_at = excluded.last_at
            where lock.until_at is null or lock.until_at <= excluded.last_at
            returning wrong, until_at
            """)
        .param("subject", subject)
        .param("now", Timestamp.from(now))
        .query(Lock.class)
        .optional();
  }

  /** Takes a try off the count. */
  void giveBack(byte[] subject) {
    jdbc.sql(
            """
            with last as (delete from access.lock where subject = :subject and wrong = 1)
            update access.lock set wrong = wrong - 1, until_at = null
            where subject = :subject and wrong > 1
            """)
        .param("subject", subject)
        .update();
  }

  void unlock(byte[] subject) {
    jdbc.sql(
            """
            delete from access.lock where subject = :subject
            """)
        .param("subject", subject)
        .update();
  }
}
