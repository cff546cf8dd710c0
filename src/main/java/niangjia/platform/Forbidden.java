package niangjia.platform;

/** The actor may not do this. */
public final class Forbidden extends RuntimeException {

  public Forbidden() {
    super("forbidden", null, false, false);
  }
}
