package niangjia.engine.audit;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Keyring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Links new entries into the chain, away from any request: whichever node holds the lock. Its head
 * is signed into a file every ten seconds in which it grew, and told to the log every ten minutes.
 */
@Component
class Sequencer {

  private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
  private static final int AT_ONCE = 2_000;
  private static final Duration ANCHOR_EVERY = Duration.ofSeconds(10);
  private static final Duration TELL_EVERY = Duration.ofMinutes(10);

  private final EntryRepository entries;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Keyring keyring;
  private final Anchors anchors;
  private EntryRepository.@Nullable Link head;
  private long anchored;
  private Instant anchoredAt = Instant.EPOCH;
  private Instant toldAt = Instant.EPOCH;

  Sequencer(
      EntryRepository entries,
      TransactionOperations transactions,
      InstantSource clock,
      Keyring keyring,
      Anchors anchors) {
    this.entries = entries;
    this.transactions = transactions;
    this.clock = clock;
    this.keyring = keyring;
    this.anchors = anchors;
  }

  /** Links what is new, unless another node is at it. */
  @Scheduled(fixedDelayString = "PT0.5S", initialDelayString = "PT1S")
  synchronized void run() {
    while (step() == AT_ONCE) {
      log.debug("the chain grows to {}", head);
    }
    var now = clock.instant();
    if (now.isAfter(anchoredAt.plus(ANCHOR_EVERY))) {
      anchor(now);
    }
  }

  /** Links what is new and signs the head at once. */
  @PreDestroy
  synchronized void settle() {
    while (step() == AT_ONCE) {
      log.debug("the chain grows to {}", head);
    }
    anchor(clock.instant());
  }

  private int step() {
    var linked =
        Deed.ofSystem("audit")
            .doing(() -> Actor.asSystem(() -> transactions.execute(_ -> linkSome())));
    return linked == null ? 0 : linked;
  }

  /** The lock is taken by a statement of its own: what follows sees all that others linked. */
  private int linkSome() {
    Deed.sum("");
    if (!entries.lock()) {
      return 0;
    }
    var last = entries.last().orElse(null);
    head = last;
    var loose = entries.loose(last == null ? "0" : last.xid(), AT_ONCE);
    if (loose.isEmpty()) {
      return 0;
    }
    long number = last == null ? 0 : last.number();
    var hash = last == null ? Entry.start() : last.hash();
    var links = new ArrayList<EntryRepository.Link>(loose.size());
    for (var one : loose) {
      number++;
      var digest = one.entry().digest();
      hash = Entry.hash(hash, number, digest);
      links.add(new EntryRepository.Link(number, one.entry().id(), one.xid(), digest, hash));
    }
    entries.link(links);
    return loose.size();
  }

  /** Signs the head that others can read by now: the last one seen committed. */
  private void anchor(Instant now) {
    var last = head;
    if (last == null || last.number() <= anchored) {
      return;
    }
    anchors.append(last.number(), last.hash(), now, keyring.anchorKey());
    anchored = last.number();
    anchoredAt = now;
    if (now.isAfter(toldAt.plus(TELL_EVERY))) {
      log.info(
          "audit chain: number {} hash {}", last.number(), HexFormat.of().formatHex(last.hash()));
      toldAt = now;
    }
  }
}
