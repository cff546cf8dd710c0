package niangjia.engine.access;

import java.net.URI;
import niangjia.platform.Words;

/**
 * An identity provider (统一身份认证), by which officers of a union sign in that has one.
 *
 * @param id what it is called in addresses and settings
 * @param issuer its address, exactly as it calls itself
 * @param claim which of its claims names a person: {@code sub}, {@code email} (verified ones only),
 *     or another that it never gives to somebody else
 */
record Provider(
    String id, Words name, URI issuer, String clientId, String clientSecret, String claim) {

  /** The claim that names a person by the provider's own identifier. */
  static final String SUBJECT = "sub";

  /** The claim that counts only together with {@code email_verified}. */
  static final String EMAIL = "email";

  Provider {
    boolean here = "localhost".equals(issuer.getHost()) || "127.0.0.1".equals(issuer.getHost());
    if (!"https".equals(issuer.getScheme()) && !here) {
      throw new IllegalStateException("the provider " + id + " is not reached by https");
    }
  }
}
