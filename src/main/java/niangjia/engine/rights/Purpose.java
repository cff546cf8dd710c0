package niangjia.engine.rights;

/**
 * What somebody's data may be used for only with their consent, each asked for by itself (Personal
 * Information Protection Law of 2021, articles 13, 14 and 16). What a service needs to be rendered
 * at all is none of these.
 */
public enum Purpose {
  /** Text messages that nobody asked for: news, invitations. */
  TEXTS,
  /** Name and photograph in what the union publishes (article 25). */
  PUBLICITY,
  /** Name and phone to a partner who holds an event or hands things out (article 23). */
  PARTNER,
  /** Name, number and card to the bank that pays out (articles 23 and 29). */
  BANK,
  /** Where the phone is (article 29). */
  PLACE
}
