package niangjia.engine.notice;

/** A way by which a message reaches somebody outside of the app. */
public enum Channel {
  /** A text message to the phone that the union knows. */
  SMS,
  /** An e-mail to the address that its owner confirmed. */
  MAIL
}
