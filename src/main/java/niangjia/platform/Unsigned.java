package niangjia.platform;

/** The operation needs somebody signed in, and nobody is. */
public final class Unsigned extends RuntimeException {

  public Unsigned() {
    super("not signed in", null, false, false);
  }
}
