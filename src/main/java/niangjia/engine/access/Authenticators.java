package niangjia.engine.access;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checks what an authenticator says (Web Authentication, W3C): origin, host, challenge, signature,
 * counter, and that it verified its holder, by PIN or by finger. Which make it is, is not asked.
 */
@Component
@SuppressWarnings("ArrayRecordComponent")
class Authenticators {

  private static final Logger log = LoggerFactory.getLogger(Authenticators.class);
  private static final List<PublicKeyCredentialParameters> KEYS =
      List.of(
          key(COSEAlgorithmIdentifier.ES256),
          key(COSEAlgorithmIdentifier.EdDSA),
          key(COSEAlgorithmIdentifier.RS256));

  private final ObjectConverter objects = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(objects);
  private final AttestedCredentialDataConverter keys = new AttestedCredentialDataConverter(objects);

  /** A credential that an authenticator made: its identifier, public key and counter. */
  record Made(byte[] credential, byte[] key, long count) {}

  /** What an authenticator signed to let its holder in. */
  record Shown(
      byte[] credential, byte[] user, byte[] clientData, byte[] authenticator, byte[] signature) {}

  /** The credential that was made, if all of it is right. */
  Optional<Made> made(
      URI origin, byte[] clientData, byte[] attestation, Predicate<byte[]> challenge) {
    return checked(
        () -> {
          var data = manager.parse(new RegistrationRequest(attestation, clientData));
          var property = property(origin, data.getCollectedClientData(), challenge);
          if (property == null) {
            return null;
          }
          manager.verify(data, new RegistrationParameters(property, KEYS, true, true));
          var told = Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
          var credential = Objects.requireNonNull(told.getAttestedCredentialData());
          return new Made(
              credential.getCredentialId(), keys.convert(credential), told.getSignCount());
        });
  }

  /** The new counter of the credential, if it signed the challenge. */
  Optional<Long> signed(URI origin, Shown shown, Made known, Predicate<byte[]> challenge) {
    return checked(
        () -> {
          var data =
              manager.parse(
                  new AuthenticationRequest(
                      shown.credential(),
                      shown.user(),
                      shown.authenticator(),
                      shown.clientData(),
                      shown.signature()));
          var property = property(origin, data.getCollectedClientData(), challenge);
          if (property == null) {
            return null;
          }
          var record =
              new CredentialRecordImpl(
                  new NoneAttestationStatement(),
                  true,
                  null,
                  null,
                  known.count(),
                  keys.convert(known.key()),
                  new AuthenticationExtensionsAuthenticatorOutputs<>(),
                  null,
                  null,
                  null);
          manager.verify(data, new AuthenticationParameters(property, record, null, true, true));
          return Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
        });
  }

  private static @Nullable ServerProperty property(
      URI origin, @Nullable CollectedClientData told, Predicate<byte[]> challenge) {
    if (told == null || !challenge.test(told.getChallenge().getValue())) {
      return null;
    }
    return ServerProperty.builder()
        .origin(new Origin(origin.toString()))
        .rpId(origin.getHost())
        .challenge(told.getChallenge())
        .build();
  }

  /** The library throws faults of many kinds at bytes that are none; all of them mean no. */
  private static <T> Optional<T> checked(Supplier<@Nullable T> check) {
    try {
      return Optional.ofNullable(check.get());
    } catch (RuntimeException e) {
      log.debug("an authenticator's answer does not hold", e);
      return Optional.empty();
    }
  }

  private static PublicKeyCredentialParameters key(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }
}
