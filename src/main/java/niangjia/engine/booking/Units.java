package niangjia.engine.booking;

/**
 * What a booking is good for.
 *
 * @param granted how many visits or pieces it is for
 * @param used how many of them were used
 */
public record Units(int granted, int used) {

  /** How many are left. */
  public int left() {
    return granted - used;
  }
}
