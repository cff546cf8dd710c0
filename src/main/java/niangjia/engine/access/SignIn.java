package niangjia.engine.access;

import java.util.Map;

/** The answer to somebody who wants to sign in. */
public sealed interface SignIn {

  /** Signed in. */
  record Accepted(Account account) implements SignIn {}

  /**
   * Not signed in.
   *
   * @param facts what the caller may know besides: {@code attemptsLeft}, {@code until}
   */
  record Denied(Reason reason, Map<String, ?> facts) implements SignIn {}

  /** Why somebody was not signed in. */
  enum Reason {
    /** The one-time code is another one. */
    WRONG_CODE,
    /** No code was sent, or it is used or too old. */
    CODE_EXPIRED,
    /** Too many wrong tries, for a while. */
    LOCKED,
    /** The phone is the caller's, but no member has it. */
    NOT_A_MEMBER,
    /** No code can be sent: the provider of text messages does not answer. */
    SMS_OUT,
    /** No code can be mailed: the mail server does not answer, or there is none. */
    MAIL_OUT,
    /** User name, password or one-time password is wrong; which one is not said. */
    WRONG_CREDENTIALS,
    /** The identity provider does not answer. */
    PROVIDER_SILENT,
    /** What the identity provider says does not hold. */
    PROVIDER_UNTRUE,
    /** The sign-in with a provider took too long, was used, or began in another browser. */
    SIGN_ON_OVER,
    /** The provider knows them, and no account is linked to that. */
    NOT_LINKED,
    /** The passkey is not known here, was removed, or did not sign what it should. */
    WRONG_PASSKEY
  }
}
