package niangjia.platform.backup;

/** Why a backup is not taken or not restored, in words for the operator. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
