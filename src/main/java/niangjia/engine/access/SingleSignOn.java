package niangjia.engine.access;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Refused;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * Signing officers in by their union's identity provider (单点登录): OpenID Connect's code flow with
 * PKCE. The state is a challenge that counts once; nonce and verifier follow from it and from a
 * secret that only the browser that began has, so that nothing is stored before somebody is in.
 */
@Service
class SingleSignOn {

  private static final Logger log = LoggerFactory.getLogger(SingleSignOn.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final UUID NOBODY = new UUID(0, 0);
  private static final int BINDER_BYTES = 32;
  private static final Scope SCOPE = Scope.parse("openid profile email");

  /**
   * Where the browser goes, and the secret that it keeps meanwhile.
   *
   * @param binder for its cookie
   */
  record Beginning(URI address, String binder) {}

  /** What the browser brought back. */
  record Returned(Provider provider, String state, String code, @Nullable String issuer) {}

  private final ProviderClient client;
  private final IdentityRepository identities;
  private final Challenges challenges;
  private final Sealer sealer;
  private final InstantSource clock;

  SingleSignOn(
      ProviderClient client,
      IdentityRepository identities,
      Challenges challenges,
      StaffAccounts.Kit kit) {
    this.client = client;
    this.identities = identities;
    this.challenges = challenges;
    this.sealer = kit.sealer();
    this.clock = kit.clock();
  }

  /** Sends somebody to the provider; refused when that does not answer. */
  Beginning begin(Provider provider, URI origin) {
    var bytes = new byte[BINDER_BYTES];
    RANDOM.nextBytes(bytes);
    var binder = ENCODER.encodeToString(bytes);
    var state = challenges.make(purpose(provider));
    try {
      var endpoint = client.metadata(provider).getAuthorizationEndpointURI();
      var address =
          new AuthenticationRequest.Builder(
                  ResponseType.CODE,
                  SCOPE,
                  new ClientID(provider.clientId()),
                  redirect(provider, origin))
              .endpointURI(endpoint)
              .state(new State(state))
              .nonce(new Nonce(derived("nonce", binder, state)))
              .codeChallenge(
                  new CodeVerifier(derived("verifier", binder, state)), CodeChallengeMethod.S256)
              .build()
              .toURI();
      return new Beginning(address, binder);
    } catch (ProviderClient.Silent | ProviderClient.Untrue e) {
      log.warn("nobody signs in by {}: {}", provider.id(), e.getMessage());
      throw new Refused(SignIn.Reason.PROVIDER_SILENT, Map.of());
    }
  }

  /** Signs in whoever came back from the provider, if their identity is linked to an account. */
  SignIn finish(Returned returned, URI origin, @Nullable String binder) {
    var provider = returned.provider();
    if (binder == null || !challenges.use(purpose(provider), bytes(returned.state()))) {
      return denied(SignIn.Reason.SIGN_ON_OVER);
    }
    if (returned.issuer() != null && !returned.issuer().equals(provider.issuer().toString())) {
      return denied(SignIn.Reason.PROVIDER_UNTRUE);
    }
    var code =
        new ProviderClient.Code(
            returned.code(),
            derived("verifier", binder, returned.state()),
            derived("nonce", binder, returned.state()),
            redirect(provider, origin));
    try {
      return known(provider, client.claims(provider, code));
    } catch (ProviderClient.Silent e) {
      log.warn("nobody signs in by {}: {}", provider.id(), e.getMessage());
      return denied(SignIn.Reason.PROVIDER_SILENT);
    } catch (ProviderClient.Untrue e) {
      log.warn("somebody did not sign in by {}: {}", provider.id(), e.getMessage());
      return denied(SignIn.Reason.PROVIDER_UNTRUE);
    }
  }

  private SignIn known(Provider provider, Map<String, Object> claims) {
    var subject = String.valueOf(claims.get(Provider.SUBJECT));
    var value =
        Optional.ofNullable(claims.get(provider.claim()))
            .map(text -> Identities.value(provider.claim(), text.toString()))
            .filter(_ -> !provider.claim().equals(Provider.EMAIL) || verified(claims));
    return value
        .flatMap(text -> account(provider, text, subject))
        .<SignIn>map(SignIn.Accepted::new)
        .orElseGet(
            () ->
                new SignIn.Denied(
                    SignIn.Reason.NOT_LINKED, Map.of("identity", value.orElse(subject))));
  }

  private static boolean verified(Map<String, Object> claims) {
    return Boolean.TRUE.equals(claims.get("email_verified"));
  }

  private Optional<Account> account(Provider provider, String value, String subject) {
    var shown =
        new IdentityRepository.Identity(
            NOBODY, NOBODY, provider.issuer().toString(), provider.claim(), value, true, null);
    try {
      return identities.use(shown, subject, clock.instant());
    } catch (DuplicateKeyException _) {
      return Optional.empty();
    }
  }

  private static SignIn denied(SignIn.Reason reason) {
    return new SignIn.Denied(reason, Map.of());
  }

  /** Each provider has an address of its own to come back to, so that none speaks for another. */
  private static URI redirect(Provider provider, URI origin) {
    return origin.resolve("/staff/signin/" + provider.id());
  }

  private static String purpose(Provider provider) {
    return "sign on " + provider.id();
  }

  private String derived(String what, String binder, String state) {
    return ENCODER.encodeToString(sealer.hash("sign-on:" + what + ":" + binder + ":" + state));
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
