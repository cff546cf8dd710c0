package niangjia.engine.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of deliveries: what is to go out, on which channel, and how far it came. */
@Repository
class DeliveryRepository {

  /** How far a delivery came. */
  enum State {
    /** It is to go out. */
    DUE,
    /** A provider has taken it over. */
    SENT,
    /** It was no longer wanted, or no longer true, when it could have gone. */
    PAST,
    /** A provider refuses it, or it was tried too often. */
    GIVEN_UP
  }

  /** A message that is to go out, as it is stored. */
  record Row(
      UUID id,
      UUID personId,
      Notice.Kind kind,
      String titleZh,
      @Nullable String titleEn,
      Instant at,
      int tries) {}

  /** How a message went on one channel. */
  record Outcome(UUID message, Channel channel, State state) {}

  private final JdbcClient jdbc;

  DeliveryRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The oldest that may go out now, held from other nodes until the transaction ends. */
  List<Row> hold(Channel channel, Instant now, int limit) {
    return jdbc.sql(
            """
            select m.id, m.person_id, m.kind, m.title_zh, m.title_en, m.at, d.tries
            from notice.delivery d join notice.message m on m.id = d.message
            where d.channel = :channel and d.state = 'DUE' and d.after <= :now
            order by d.due_at, d.message limit :limit for update of d skip locked
            """)
        .param("channel", channel.name())
        .param("now", Params.value(now))
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list();
  }

  /** Takes deliveries until an instant; each is a try. */
  void take(Channel channel, Collection<UUID> messages, Instant until) {
    jdbc.sql(
            """
            update notice.delivery set after = :until, tries = tries + 1
            where channel = :channel and message = any(:messages::uuid[]) and state = 'DUE'
            """)
        .param("channel", channel.name())
        .param("messages", messages.toArray(UUID[]::new))
        .param("until", Params.value(until))
        .update();
  }

  /** Lets a delivery wait until quiet hours end: until then it is not due. */
  void wait(Channel channel, UUID message, Instant until) {
    jdbc.sql(
            """
            update notice.delivery set due_at = :until, after = :until
            where channel = :channel and message = :message and state = 'DUE'
            """)
        .param("channel", channel.name())
        .param("message", message)
        .param("until", Params.value(until))
        .update();
  }

  void end(Channel channel, UUID message, State state) {
    jdbc.sql(
            """
            update notice.delivery set state = :state
            where channel = :channel and message = :message and state = 'DUE'
            """)
        .param("channel", channel.name())
        .param("message", message)
        .param("state", state.name())
        .update();
  }

  /** Puts a delivery off; a try that does not count is taken back. */
  void later(Channel channel, UUID message, Instant after, boolean counts) {
    jdbc.sql(
            """
            update notice.delivery set after = :after,
              tries = case when :counts then tries else greatest(0, tries - 1) end
            where channel = :channel and message = :message and state = 'DUE'
            """)
        .param("channel", channel.name())
        .param("message", message)
        .param("after", Params.value(after))
        .param("counts", counts)
        .update();
  }

  /** Lets what waits for a person's quiet hours be looked at again: the hours are others now. */
  void reconsider(Person.Id person, Instant now) {
    jdbc.sql(
            """
            update notice.delivery d set due_at = greatest(m.due_at, :now),
              after = greatest(m.due_at, :now)
            from notice.message m
            where m.id = d.message and d.person_id = :person and d.state = 'DUE' and d.tries = 0
              and d.due_at > greatest(m.due_at, :now)
            """)
        .param("person", person.value())
        .param("now", Params.value(now))
        .update();
  }

  /** How many should have gone by now, and for how long the oldest has waited. */
  Deliveries.Waiting waiting(Channel channel, Instant now) {
    return jdbc.sql(
            """
            select count(*) as count,
              coalesce(extract(epoch from cast(:now as timestamptz) - min(due_at)), 0)::float8
                as seconds
            from notice.delivery where channel = :channel and state = 'DUE' and due_at <= :now
            """)
        .param("channel", channel.name())
        .param("now", Params.value(now))
        .query(Deliveries.Waiting.class)
        .single();
  }

  /** How these messages went. */
  List<Outcome> outcomes(Collection<UUID> messages) {
    return jdbc.sql(
            """
            select message, channel, state from notice.delivery
            where message = any(:messages::uuid[]) order by message, channel
            """)
        .param("messages", messages.toArray(UUID[]::new))
        .query(new SimplePropertyRowMapper<>(Outcome.class))
        .list();
  }

  /** Since when nothing reaches a person on that channel, unless the last thing did. */
  Optional<Instant> failing(Person.Id person, Channel channel, Instant since) {
    return jdbc.sql(
            """
            select case when state = 'GIVEN_UP' then due_at end from notice.delivery
            where person_id = :person and channel = :channel and state in ('SENT', 'GIVEN_UP')
              and due_at >= :since
            order by due_at desc, message desc limit 1
            """)
        .param("person", person.value())
        .param("channel", channel.name())
        .param("since", Params.value(since))
        .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(at -> at.toInstant()))
        .optional()
        .flatMap(at -> at);
  }
}
