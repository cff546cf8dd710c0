package niangjia.feature.campaign;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.ledger.Account;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.people.Roster;
import niangjia.platform.Words;

/**
 * What a union gives to many people once.
 *
 * @param path the union that runs it; those below give with it
 * @param key campaigns with the same one give each person one gift between them
 * @param line the fund or budget line of the ledger that it is paid from
 * @param unit {@link Account#MONEY}, or what the goods are called
 * @param each fen or pieces for one person
 * @param states the states of membership of which one is needed, empty for any
 * @param groups the groups of which one is needed, empty for everybody
 */
public record Campaign(
    UUID id,
    String path,
    Kind kind,
    Words title,
    String key,
    LocalDate from,
    LocalDate until,
    UUID line,
    String unit,
    long each,
    Set<Membership.State> states,
    Set<Group> groups) {

  /** What occasion it has. */
  public enum Kind {
    /** 送温暖: in the cold of winter. */
    WARMTH,
    /** 送清凉: in the heat of summer. */
    COOL,
    /** Any other: a festival, a flood. */
    OTHER
  }

  /** Whether it gives money; else it gives goods. */
  public boolean money() {
    return unit.equals(Account.MONEY);
  }

  /** Whom it is for in a subtree. */
  public Roster roster(String within) {
    return new Roster(within, states, groups);
  }
}
