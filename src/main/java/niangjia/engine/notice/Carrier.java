package niangjia.engine.notice;

import niangjia.engine.access.Told;

/** Brings messages out on one channel. */
interface Carrier {

  Channel channel();

  /** Whether this house has that channel. */
  boolean given();

  /** Whether to ask the provider now; while it is out this is true only now and then. */
  boolean mayAsk();

  /**
   * Brings one message and waits for the provider's word; as the system, outside of any
   * transaction.
   *
   * @param choice whose language it is told in
   */
  Told bring(DeliveryRepository.Row message, Choice choice);
}
