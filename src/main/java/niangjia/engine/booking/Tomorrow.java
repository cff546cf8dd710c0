package niangjia.engine.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import niangjia.engine.notice.Notice;
import niangjia.engine.notice.Notices;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Params;
import niangjia.platform.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells people in the evening of a session that they booked for the next day. A line is marked in
 * the transaction that writes its message, so each is told once, on any number of nodes.
 */
@Component
class Tomorrow {

  private static final Logger log = LoggerFactory.getLogger(Tomorrow.class);
  private static final int EVENING = 18;
  private static final int BATCH = 500;

  private final JdbcClient jdbc;
  private final Notices notices;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Tomorrow(
      JdbcClient jdbc, Notices notices, TransactionOperations transactions, InstantSource clock) {
    this.jdbc = jdbc;
    this.notices = notices;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT30S")
  void sweep() {
    var now = clock.instant();
    if (now.atZone(Offering.ZONE).getHour() < EVENING) {
      return;
    }
    try {
      while (tell(now) == BATCH) {
        log.debug("more people have a session tomorrow");
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("tomorrow's sessions wait for the database: {}", e.toString());
    }
  }

  /** Tells some of those whose session is on the day after that instant; answers how many. */
  int tell(Instant now) {
    var day = now.atZone(Offering.ZONE).toLocalDate().plusDays(1);
    var from = day.atStartOfDay(Offering.ZONE).toInstant();
    var until = day.plusDays(1).atStartOfDay(Offering.ZONE).toInstant();
    var told =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ -> {
                      var due = due(from, until, now);
                      notices.post(due);
                      return due.size();
                    }));
    return told == null ? 0 : told;
  }

  private List<Notice> due(Instant from, Instant until, Instant now) {
    return jdbc.sql(
            """
            update booking.booking b set reminded = true
            from booking.place p, booking.offering o
            where p.id = b.place_id and o.id = b.offering_id and b.id in (
              select l.id from booking.place s
              join booking.booking l on l.offering_id = s.offering_id and l.place_id = s.id
              join booking.offering f on f.id = s.offering_id and not f.rehearsal
              where s.starts_at >= :begins and s.starts_at < :ends
                and l.state = 'CONFIRMED' and not l.reminded
              limit :limit for update of l skip locked)
            returning b.id, b.person_id, b.path::text as path, o.title_zh, o.title_en, p.starts_at
            """)
        .param("begins", Params.value(from))
        .param("ends", Params.value(until))
        .param("limit", BATCH)
        .query(
            (row, _) ->
                new Notice(
                    new Person.Id(row.getObject("person_id", UUID.class)),
                    row.getString("path"),
                    Notice.Kind.TOMORROW,
                    row.getObject("id", UUID.class),
                    new Words(row.getString("title_zh"), row.getString("title_en")),
                    row.getTimestamp("starts_at").toInstant(),
                    now))
        .list();
  }
}
