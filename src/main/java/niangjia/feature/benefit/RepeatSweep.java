package niangjia.feature.benefit;

import java.time.InstantSource;
import niangjia.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes the turns of series as their time comes. */
@Component
class RepeatSweep {

  private static final Logger log = LoggerFactory.getLogger(RepeatSweep.class);
  private static final int MOST = 50;

  private final Repeats repeats;
  private final InstantSource clock;

  RepeatSweep(Repeats repeats, InstantSource clock) {
    this.repeats = repeats;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
  void sweep() {
    try {
      for (int i = 0; i < MOST; i++) {
        if (!Actor.asSystem(() -> repeats.publishNext(clock.instant()))) {
          return;
        }
      }
    } catch (RuntimeException e) {
      log.error("a series could not be continued; it is tried again in a minute", e);
    }
  }
}
