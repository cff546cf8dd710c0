package niangjia.engine.access;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The providers of the settings {@code niangjia.providers.<id>.…}. Nothing is asked of them before
 * somebody signs in, so that the application starts and works whatever becomes of them.
 */
@Component
class Providers {

  /** A provider as the settings have it. */
  record Settings(
      String nameZh,
      @Nullable String nameEn,
      URI issuer,
      String clientId,
      String clientSecret,
      @Nullable String claim) {}

  private final List<Provider> all;

  Providers(Environment environment) {
    all =
        Binder.get(environment)
            .bind("niangjia.providers", Bindable.mapOf(String.class, Settings.class))
            .orElse(Map.of())
            .entrySet()
            .stream()
            .map(one -> provider(one.getKey(), one.getValue()))
            .sorted(Comparator.comparing(Provider::id))
            .toList();
  }

  List<Provider> all() {
    return all;
  }

  /** The provider of that identifier. */
  Provider get(String id) {
    return all.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Invalid("provider", "unknown"));
  }

  /** What the provider of that issuer is called; the issuer, when it is no longer connected. */
  Words name(String issuer) {
    return all.stream()
        .filter(one -> one.issuer().toString().equals(issuer))
        .findFirst()
        .map(Provider::name)
        .orElse(new Words(issuer, null));
  }

  private static Provider provider(String id, Settings given) {
    return new Provider(
        id,
        new Words(given.nameZh(), given.nameEn()),
        given.issuer(),
        given.clientId(),
        given.clientSecret(),
        given.claim() == null ? Provider.SUBJECT : given.claim());
  }
}
