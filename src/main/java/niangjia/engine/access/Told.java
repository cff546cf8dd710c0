package niangjia.engine.access;

/** What a provider made of a message. */
public enum Told {
  /** It will bring it. */
  TAKEN,
  /** It may bring this one later: it has to be asked again. */
  LATER,
  /** It will never bring this one. */
  REFUSED,
  /** It did not say: it is out, or there is none. */
  OUT
}
