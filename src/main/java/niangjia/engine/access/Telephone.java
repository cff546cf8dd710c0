package niangjia.engine.access;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Sealer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The demonstration's telephone: each receiver's last code, and texts and mail by their id. */
@Component
@ConditionalOnProperty("niangjia.demo")
class Telephone {

  /** What lies on it. */
  enum Kind {
    CODE,
    TEXT,
    MAIL
  }

  /**
   * A message on the telephone.
   *
   * @param receiver a phone or an e-mail address
   */
  record Message(Kind kind, String receiver, String text, Instant at) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final InstantSource clock;

  Telephone(JdbcClient jdbc, Sealer sealer, InstantSource clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** Lays a code in place of the receiver's last. */
  void code(String receiver, String code) {
    var id = UUID.nameUUIDFromBytes(receiver.getBytes(StandardCharsets.UTF_8));
    lay(Kind.CODE, id, receiver, code);
  }

  /** Lays a message; the same again takes its place. */
  void lay(Kind kind, UUID id, String receiver, String text) {
    var own = UUID.nameUUIDFromBytes((kind + ":" + id).getBytes(StandardCharsets.UTF_8));
    jdbc.sql(
            """
            insert into access.demonstration_message
              (id, kind, receiver_hash, receiver_sealed, text_sealed, sent_at)
            values (:id, :kind, :hash, :receiver, :text, :at)
            on conflict (id) do update
              set text_sealed = excluded.text_sealed, sent_at = excluded.sent_at
            """)
        .param("id", own)
        .param("kind", kind.name())
        .param("hash", sealer.hash(receiver))
        .param("receiver", sealer.seal(receiver))
        .param("text", sealer.seal(text))
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** The newest. */
  List<Message> newest(int limit) {
    return jdbc.sql(
            """
            select kind, receiver_sealed, text_sealed, sent_at
            from access.demonstration_message order by sent_at desc limit :limit
            """)
        .param("limit", limit)
        .query(
            (row, _) ->
                new Message(
                    Kind.valueOf(row.getString(1)),
                    sealer.open(row.getBytes(2)),
                    sealer.open(row.getBytes(3)),
                    row.getTimestamp(4).toInstant()))
        .list();
  }

  /** A receiver's last code, if it is fresh. */
  Optional<String> fresh(String receiver) {
    return jdbc.sql(
            """
            select text_sealed from access.demonstration_message
            where receiver_hash = :receiver and kind = 'CODE' and sent_at > :since
            """)
        .param("receiver", sealer.hash(receiver))
        .param("since", Timestamp.from(clock.instant().minus(Codes.VALID_FOR)))
        .query((row, _) -> sealer.open(row.getBytes(1)))
        .optional();
  }
}
