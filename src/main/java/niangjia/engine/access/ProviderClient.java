package niangjia.engine.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Speaks to identity providers (OpenID Connect Core 1.0, code flow). Each question has seconds, and
 * its answer a limit; nothing of a provider's is kept, so that its keys are those of now.
 */
@Component
class ProviderClient {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(4);
  private static final int LARGEST = 1 << 20;

  /** By a provider's private key only: a shared secret would let others sign, too. */
  private static final Set<JWSAlgorithm> SIGNED_BY = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);

  /** The provider does not answer, or with something else than it should. */
  static final class Silent extends Exception {

    Silent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The provider answers, and what it says does not hold. */
  static final class Untrue extends Exception {

    Untrue(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What brings somebody's code from the provider: the code and what was sent along with it. */
  record Code(String text, String verifier, String nonce, URI redirect) {}

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /** How the provider describes itself. */
  OIDCProviderMetadata metadata(Provider provider) throws Silent, Untrue {
    var address = provider.issuer() + "/.well-known/openid-configuration";
    try {
      var metadata = OIDCProviderMetadata.parse(get(URI.create(address)));
      if (!metadata.getIssuer().equals(new Issuer(provider.issuer()))) {
        throw new Silent(address + " describes " + metadata.getIssuer(), new IOException());
      }
      return metadata;
    } catch (ParseException e) {
      throw new Silent(address + " describes no provider", e);
    }
  }

  /** What the provider says of whoever brought the code. */
  Map<String, Object> claims(Provider provider, Code code) throws Silent, Untrue {
    var metadata = metadata(provider);
    var tokens = tokens(provider, metadata, code);
    var claims = new LinkedHashMap<String, Object>();
    try {
      var keys = new ImmutableJWKSet<SecurityContext>(JWKSet.parse(get(metadata.getJWKSetURI())));
      var selector = new JWSVerificationKeySelector<>(SIGNED_BY, keys);
      var clientId = new ClientID(provider.clientId());
      var token = tokens.getOIDCTokens().getIDToken();
      var validator = new IDTokenValidator(metadata.getIssuer(), clientId, selector, null);
      claims.putAll(validator.validate(token, new Nonce(code.nonce())).toJSONObject());
      var userInfo = metadata.getUserInfoEndpointURI();
      if (!claims.containsKey(provider.claim()) && userInfo != null) {
        var bearer = tokens.getOIDCTokens().getAccessToken().toAuthorizationHeader();
        var more = JSONObjectUtils.parse(answer(request(userInfo).header("Authorization", bearer)));
        if (!Objects.equals(claims.get(Provider.SUBJECT), more.get(Provider.SUBJECT))) {
          throw new Untrue("user info of somebody else", new IOException());
        }
        claims.putAll(more);
      }
      return claims;
    } catch (BadJOSEException | JOSEException e) {
      throw new Untrue("the token does not hold: " + e.getMessage(), e);
    } catch (java.text.ParseException | ParseException e) {
      throw new Silent("the keys or the user info cannot be read", e);
    }
  }

  private OIDCTokenResponse tokens(Provider provider, OIDCProviderMetadata metadata, Code code)
      throws Silent, Untrue {
    var form =
        Map.of(
            "grant_type", "authorization_code",
            "code", code.text(),
            "redirect_uri", code.redirect().toString(),
            "code_verifier", code.verifier());
    var secret = new Secret(provider.clientSecret());
    var basic = new ClientSecretBasic(new ClientID(provider.clientId()), secret);
    var text =
        answer(
            request(metadata.getTokenEndpointURI())
                .header("Authorization", basic.toHTTPAuthorizationHeader())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    try {
      return OIDCTokenResponse.parse(JSONObjectUtils.parse(text));
    } catch (ParseException e) {
      throw new Untrue("the provider gave no token for the code", e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(ANSWER).header("Accept", "application/json");
  }

  private String get(URI address) throws Silent, Untrue {
    return answer(request(address).GET());
  }

  /** The whole answer within its time, not only its beginning. */
  private String answer(HttpRequest.Builder request) throws Silent, Untrue {
    var asked = request.build();
    var whole =
        client.sendAsync(
            asked,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST));
    try {
      var answer = whole.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() / 100 == 4) {
        throw new Untrue(asked.uri() + " answered " + answer.statusCode(), new IOException());
      }
      if (answer.statusCode() != 200) {
        throw new Silent(asked.uri() + " answered " + answer.statusCode(), new IOException());
      }
      return answer.body();
    } catch (ExecutionException | TimeoutException e) {
      whole.cancel(true);
      throw new Silent(asked.uri() + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Silent(asked.uri() + " was not waited for", e);
    }
  }
}
