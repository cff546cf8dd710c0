package niangjia.engine.draw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.booking.Place;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/**
 * Works a draw out: a pure function of what is published. Version 1: entries stand in the order of
 * their receipts; each pot of a quota is drawn among its own entries and fills its own places; then
 * the common pot is drawn among all who have none yet and fills what is left. At its turn an entry
 * takes the first place of its wishes that has room for the whole of it.
 */
final class Lottery {

  /** The version of the algorithm. */
  static final String ALGORITHM = "niangjia-draw-1";

  /** The pot of those who draw with everybody. */
  static final int COMMON = 0;

  /**
   * What is drawn.
   *
   * @param size how many people, who are kept together
   * @param pot the quota it belongs to, or {@link #COMMON}
   * @param wishes places, dearest first
   */
  record Ticket(UUID receipt, int size, int pot, List<Place.Id> wishes) {}

  /**
   * What came out for one entry.
   *
   * @param pot the pot in which its turn decided
   * @param rank its turn in that pot, from 1
   * @param place null when no place of its wishes had room
   */
  record Result(UUID receipt, int pot, int rank, Place.@Nullable Id place) {}

  private static final HexFormat HEX = HexFormat.of();
  private static final Comparator<Ticket> BY_RECEIPT =
      Comparator.comparing(ticket -> ticket.receipt().toString());

  private final Selection selection = new Selection(Lottery::sm3, 4);
  private final String key;
  private final List<Ticket> tickets;
  private final Map<Place.Id, Integer> common;
  private final Map<Integer, Map<Place.Id, Integer>> quotas;

  /**
   * @param key seed and randomness, see {@link #key}
   * @param capacity how many there are of each place
   * @param quotas how many of them are each pot's own
   */
  Lottery(
      String key,
      List<Ticket> tickets,
      Map<Place.Id, Integer> capacity,
      Map<Integer, Map<Place.Id, Integer>> quotas) {
    this.key = key;
    this.tickets = tickets.stream().sorted(BY_RECEIPT).toList();
    this.common = new HashMap<>(capacity);
    this.quotas = quotas;
  }

  /**
   * The key of a draw: every number of the published randomness, without leading zeros and followed
   * by a full stop, so that no spelling of it can be chosen.
   */
  static String key(UUID offering, byte[] seed, String randomness, byte[] list) {
    return String.join(
        "/", ALGORITHM, offering.toString(), HEX.formatHex(seed), randomness, HEX.formatHex(list));
  }

  /** The published randomness as it is hashed; empty when there is no number in it. */
  static String canonical(String text) {
    var out = new StringBuilder();
    for (var number : text.split("[^0-9]+", -1)) {
      if (!number.isEmpty()) {
        out.append(number.replaceFirst("^0+(?=.)", "")).append('.');
      }
    }
    return out.toString();
  }

  /** The hash of the list of entries: a line each, in the order of receipts. */
  static byte[] listHash(List<Ticket> tickets) {
    var text = new StringBuilder();
    for (var ticket : tickets.stream().sorted(BY_RECEIPT).toList()) {
      var wishes = ticket.wishes().stream().map(wish -> wish.value().toString()).toList();
      text.append(ticket.receipt()).append(' ').append(ticket.size()).append(' ');
      text.append(ticket.pot()).append(' ').append(String.join(",", wishes)).append('\n');
    }
    return sm3(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The results: each pot's places in turn, then those of the common pot. */
  List<Result> draw() {
    var results = new ArrayList<Result>();
    var placed = new HashSet<UUID>();
    var sizes = tickets.stream().collect(Collectors.toMap(Ticket::receipt, Ticket::size));
    for (int pot : quotas.keySet().stream().sorted().toList()) {
      var own = tickets.stream().filter(ticket -> ticket.pot() == pot).toList();
      var room = new HashMap<>(quotas.getOrDefault(pot, Map.of()));
      for (var result : turns(pot, own, room)) {
        if (result.place() != null) {
          results.add(result);
          placed.add(result.receipt());
          common.merge(result.place(), -sizes.getOrDefault(result.receipt(), 0), Integer::sum);
        }
      }
    }
    var rest = tickets.stream().filter(ticket -> !placed.contains(ticket.receipt())).toList();
    results.addAll(turns(COMMON, rest, common));
    return results;
  }

  private List<Result> turns(int pot, List<Ticket> of, Map<Place.Id, Integer> room) {
    var results = new ArrayList<Result>();
    for (int position : selection.order(key + "/" + pot, of.size())) {
      var ticket = of.get(position);
      var place = first(ticket, room);
      if (place != null) {
        room.merge(place, -ticket.size(), Integer::sum);
      }
      results.add(new Result(ticket.receipt(), pot, results.size() + 1, place));
    }
    return results;
  }

  private static Place.@Nullable Id first(Ticket ticket, Map<Place.Id, Integer> room) {
    for (var wish : ticket.wishes()) {
      if (room.getOrDefault(wish, 0) >= ticket.size()) {
        return wish;
      }
    }
    return null;
  }

  /** SM3, GB/T 32905. */
  static byte[] sm3(byte[] bytes) {
    var digest = new SM3Digest();
    digest.update(bytes, 0, bytes.length);
    var out = new byte[32];
    digest.doFinal(out, 0);
    return out;
  }
}
