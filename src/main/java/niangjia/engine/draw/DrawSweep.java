package niangjia.engine.draw;

import java.util.List;
import niangjia.engine.booking.Offering;
import niangjia.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Closes lists on time, on whichever node looks first, and finishes what a stopped node began. */
@Component
class DrawSweep {

  private static final Logger log = LoggerFactory.getLogger(DrawSweep.class);

  private final Draws draws;
  private final DrawRepository repository;
  private final Draws.Work work;

  DrawSweep(Draws draws, DrawRepository repository, Draws.Work work) {
    this.draws = draws;
    this.repository = repository;
    this.work = work;
  }

  @Scheduled(fixedDelay = 2000)
  void sweep() {
    try {
      work.system(repository::unfinished).orElse(List.of()).forEach(this::goOn);
    } catch (DataAccessException | TransactionException e) {
      log.warn("draws wait for the database: {}", e.toString());
    }
  }

  private void goOn(Offering.Id id) {
    try {
      draws.goOn(id);
    } catch (NotFound | IllegalStateException e) {
      log.warn("draw {} could not go on yet", id, e);
    }
  }
}
