package niangjia.platform;

/** The thing does not exist, or not for this actor: the two answers are the same. */
public final class NotFound extends RuntimeException {

  public NotFound() {
    super("not found", null, false, false);
  }
}
