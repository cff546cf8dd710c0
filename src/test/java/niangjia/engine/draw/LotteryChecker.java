package niangjia.engine.draw;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.booking.Place;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Holds the results of a draw against its promises, in another way than they were made: it walks
 * the published results and asks of each turn whether it was right.
 */
final class LotteryChecker {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private final String key;
  private final Map<UUID, Lottery.Ticket> tickets = new HashMap<>();
  private final Map<Place.Id, Integer> capacity;
  private final Map<Integer, Map<Place.Id, Integer>> quotas;
  private final List<String> faults = new ArrayList<>();

  LotteryChecker(
      String key,
      List<Lottery.Ticket> tickets,
      Map<Place.Id, Integer> capacity,
      Map<Integer, Map<Place.Id, Integer>> quotas) {
    this.key = key;
    tickets.forEach(ticket -> this.tickets.put(ticket.receipt(), ticket));
    this.capacity = capacity;
    this.quotas = quotas;
  }

  List<String> faults(List<Lottery.Result> results) {
    once(results);
    capacity(results);
    var placed = new HashSet<UUID>();
    for (int pot : quotas.keySet().stream().sorted().toList()) {
      var own = tickets.values().stream().filter(ticket -> ticket.pot() == pot).toList();
      turns(pot, own, quotas.getOrDefault(pot, Map.of()), results);
    }
    var left = new HashMap<>(capacity);
    for (var result : results) {
      if (result.pot() != Lottery.COMMON) {
        placed.add(result.receipt());
        if (result.place() == null) {
          faults.add("quota without a place: " + result);
        } else {
          left.merge(result.place(), -size(result), Integer::sum);
        }
      }
    }
    var rest = tickets.values().stream().filter(t -> !placed.contains(t.receipt())).toList();
    turns(Lottery.COMMON, rest, left, results);
    return faults;
  }

  private int size(Lottery.Result result) {
    var ticket = tickets.get(result.receipt());
    return ticket == null ? 0 : ticket.size();
  }

  /** Everybody has one turn that decides, and groups are not torn. */
  private void once(List<Lottery.Result> results) {
    var seen = new HashSet<UUID>();
    for (var result : results) {
      var ticket = tickets.get(result.receipt());
      if (ticket == null || !seen.add(result.receipt())) {
        faults.add("out of nowhere or twice: " + result);
      } else if (result.place() != null && !ticket.wishes().contains(result.place())) {
        faults.add("not wished for: " + result);
      } else if (result.pot() != Lottery.COMMON && result.pot() != ticket.pot()) {
        faults.add("another union's quota: " + result);
      }
    }
    if (seen.size() != tickets.size()) {
      faults.add("forgotten: " + (tickets.size() - seen.size()));
    }
  }

  private void capacity(List<Lottery.Result> results) {
    var taken = new HashMap<Place.Id, Integer>();
    var byPot = new HashMap<String, Integer>();
    for (var result : results) {
      if (result.place() != null) {
        taken.merge(result.place(), size(result), Integer::sum);
        byPot.merge(result.pot() + " " + result.place(), size(result), Integer::sum);
      }
    }
    taken.forEach(
        (place, many) -> {
          if (many > capacity.getOrDefault(place, 0)) {
            faults.add("oversold: " + place);
          }
        });
    quotas.forEach(
        (pot, kept) ->
            kept.forEach(
                (place, many) -> {
                  if (byPot.getOrDefault(pot + " " + place, 0) > many) {
                    faults.add("over quota: pot " + pot + " " + place);
                  }
                }));
  }

  /** Each turn of a pot, in the order that the key gives, takes the dearest wish with room. */
  private void turns(
      int pot,
      List<Lottery.Ticket> own,
      Map<Place.Id, Integer> places,
      List<Lottery.Result> results) {
    var room = new HashMap<>(places);
    var order = order(pot, own);
    for (int turn = 1; turn <= order.size(); turn++) {
      var ticket = order.get(turn - 1);
      var dearest =
          ticket.wishes().stream()
              .filter(wish -> room.getOrDefault(wish, 0) >= ticket.size())
              .findFirst();
      dearest.ifPresent(place -> room.merge(place, -ticket.size(), Integer::sum));
      var due = new Lottery.Result(ticket.receipt(), pot, turn, dearest.orElse(null));
      if ((pot == Lottery.COMMON || dearest.isPresent()) && !results.contains(due)) {
        faults.add("due is " + due);
      }
    }
  }

  /** The selection of RFC 3797 by striking out of an array. */
  private List<Lottery.Ticket> order(int pot, List<Lottery.Ticket> own) {
    var sorted = new ArrayList<>(own);
    sorted.sort(Comparator.comparing(ticket -> ticket.receipt().toString()));
    var struck = new boolean[sorted.size()];
    var order = new ArrayList<Lottery.Ticket>();
    for (int turn = 0; turn < sorted.size(); turn++) {
      int left = sorted.size() - turn;
      long skip = hash(turn, key + "/" + pot).mod(BigInteger.valueOf(left)).longValueExact();
      for (int i = 0; i < struck.length; i++) {
        if (!struck[i] && skip-- == 0) {
          struck[i] = true;
          order.add(sorted.get(i));
          break;
        }
      }
    }
    return order;
  }

  private static BigInteger hash(int turn, String key) {
    try {
      var digest = MessageDigest.getInstance("SM3", BOUNCY_CASTLE);
      var number =
          new byte[] {(byte) (turn >> 24), (byte) (turn >> 16), (byte) (turn >> 8), (byte) turn};
      digest.update(number);
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest.digest(number));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
