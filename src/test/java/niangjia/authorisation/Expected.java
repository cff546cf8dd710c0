package niangjia.authorisation;

/** What the tree and the published policy make of a request. */
public enum Expected {
  /** It is done, or refused for a reason of business. */
  ALLOWED,
  /** Nobody is signed in: 401. */
  UNSIGNED,
  /** None of the roles is held: 403. */
  FORBIDDEN,
  /** The object does not exist for this caller: the answer is that to one that never existed. */
  UNSEEN
}
