package niangjia.engine.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import niangjia.engine.booking.Place;
import org.junit.jupiter.api.Test;

/** Thousands of random draws keep every promise, and the checker of promises finds planted ones. */
class LotteryTests {

  private static final int CASES = 4000;

  /** One random draw. */
  private record Case(
      String key,
      List<Lottery.Ticket> tickets,
      Map<Place.Id, Integer> capacity,
      Map<Integer, Map<Place.Id, Integer>> quotas) {

    static Case of(long seed) {
      var random = new Random(seed);
      var places = new ArrayList<Place.Id>();
      var capacity = new HashMap<Place.Id, Integer>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        places.add(new Place.Id(new UUID(1, i)));
        capacity.put(places.getLast(), 1 + random.nextInt(12));
      }
      var quotas = new HashMap<Integer, Map<Place.Id, Integer>>();
      var spare = new HashMap<>(capacity);
      for (int pot = 1; pot <= random.nextInt(4); pot++) {
        var kept = new HashMap<Place.Id, Integer>();
        for (var place : places) {
          int most = spare.getOrDefault(place, 0);
          int some = most == 0 ? 0 : random.nextInt(most + 1);
          if (some > 0) {
            kept.put(place, some);
            spare.merge(place, -some, Integer::sum);
          }
        }
        quotas.put(pot, kept);
      }
      var tickets = new ArrayList<Lottery.Ticket>();
      for (int i = 0; i < random.nextInt(40); i++) {
        Collections.shuffle(places, random);
        var wishes = List.copyOf(places.subList(0, 1 + random.nextInt(places.size())));
        var receipt = new UUID(random.nextLong(), random.nextLong());
        int pot = random.nextInt(quotas.size() + 1);
        tickets.add(new Lottery.Ticket(receipt, 1 + random.nextInt(5), pot, wishes));
      }
      return new Case("key " + seed, tickets, capacity, quotas);
    }

    List<Lottery.Result> draw() {
      return new Lottery(key, tickets, capacity, quotas).draw();
    }

    List<String> faults(List<Lottery.Result> results) {
      return new LotteryChecker(key, tickets, capacity, quotas).faults(results);
    }
  }

  @Test
  void everyRandomDrawKeepsEveryPromise() {
    for (long seed = 0; seed < CASES; seed++) {
      var random = Case.of(seed);
      assertThat(random.faults(random.draw())).as("draw " + seed).isEmpty();
    }
  }

  @Test
  void theOrderOfTheListDoesNotMatter() {
    for (long seed = 0; seed < 200; seed++) {
      var random = Case.of(seed);
      var shuffled = new ArrayList<>(random.tickets());
      Collections.shuffle(shuffled, new Random(seed));
      var again = new Lottery(random.key(), shuffled, random.capacity(), random.quotas()).draw();
      assertThat(again).isEqualTo(random.draw());
    }
  }

  /** Each planted defect is found in every draw that it can be planted in. */
  @Test
  void plantedDefectsAreFound() {
    int planted = 0;
    for (long seed = 0; seed < 500; seed++) {
      var random = Case.of(seed);
      var results = random.draw();
      for (int i = 0; i < results.size(); i++) {
        for (var wrong : wrong(results.get(i), random)) {
          var changed = new ArrayList<>(results);
          changed.set(i, wrong);
          assertThat(random.faults(changed)).as(seed + ": " + wrong).isNotEmpty();
          planted++;
        }
      }
    }
    assertThat(planted).isGreaterThan(5000);
  }

  private static List<Lottery.Result> wrong(Lottery.Result right, Case of) {
    var wrong = new ArrayList<Lottery.Result>();
    if (right.place() != null) {
      wrong.add(new Lottery.Result(right.receipt(), right.pot(), right.rank(), null));
    }
    for (var place : of.capacity().keySet()) {
      if (!place.equals(right.place())) {
        wrong.add(new Lottery.Result(right.receipt(), right.pot(), right.rank(), place));
      }
    }
    wrong.add(new Lottery.Result(right.receipt(), right.pot(), right.rank() + 1, right.place()));
    return wrong;
  }

  /** The example of RFC 3797, section 6: ten of twenty-five. */
  @Test
  void theSelectionIsThatOfTheRfc() {
    var key = "9319./2.5.8.10.12./9.18.26.34.41.45./";
    var order = new Selection(LotteryTests::md5, 2).order(key, 25).subList(0, 10);
    assertThat(order.stream().map(position -> position + 1))
        .containsExactly(17, 7, 2, 16, 25, 23, 8, 24, 19, 13);
  }

  @Test
  void noSpellingOfTheRandomnessCanBeChosen() {
    assertThat(Lottery.canonical("上证指数 3,512.07")).isEqualTo("3.512.7.");
    assertThat(Lottery.canonical(" 3 512.07。")).isEqualTo("3.512.7.");
    assertThat(Lottery.canonical("09 18 0 26")).isEqualTo("9.18.0.26.");
    assertThat(Lottery.canonical("none")).isEmpty();
  }

  /** No entry is favoured by where its receipt stands: the winner of ten is each about equally. */
  @Test
  void everybodyHasTheSameChance() {
    int[] wins = new int[10];
    for (int draw = 0; draw < 10_000; draw++) {
      var key = ByteBuffer.allocate(4).putInt(draw).array();
      var order = new Selection(Lottery::sm3, 4).order(java.util.HexFormat.of().formatHex(key), 10);
      wins[order.getFirst()]++;
    }
    for (int count : wins) {
      assertThat(count).isBetween(880, 1120);
    }
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(new String(bytes, StandardCharsets.US_ASCII), e);
    }
  }
}
