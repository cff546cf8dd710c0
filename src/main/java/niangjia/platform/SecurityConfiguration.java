package niangjia.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.RequestContextFilter;

/**
 * The filters before every request: who it is, protection against forged requests, and the headers
 * that keep a browser honest. What somebody may do is said by {@link Authz} at each operation.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
          + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final String PERMISSIONS =
      "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

  /** One observation a request is enough; one for each filter costs more than the filters. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * The strict firewall; what is all printable ASCII, as nearly every header is, passes without
   * going through its patterns. The character nought, which PostgreSQL does not store, is refused
   * in parameters too.
   */
  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(
        name -> printable(name) || StrictHttpFirewall.ALLOWED_HEADER_NAMES.test(name));
    firewall.setAllowedHeaderValues(
        value -> printable(value) || StrictHttpFirewall.ALLOWED_HEADER_VALUES.test(value));
    firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    return firewall;
  }

  private static boolean printable(@Nullable String text) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** Who calls is told by the dispatcher; one filter less for each request. */
  @Bean
  FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
    var registration = new FilterRegistrationBean<>(new RequestContextFilter());
    registration.setEnabled(false);
    return registration;
  }

  /** The machine's own figures, for itself; its health, for everybody. */
  @Bean
  @Order(1)
  SecurityFilterChain figures(HttpSecurity http) throws Exception {
    return http.securityMatcher("/actuator/**")
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**", "/actuator/health")
                    .permitAll()
                    .anyRequest()
                    .access(
                        (_, context) ->
                            new AuthorizationDecision(OwnMachine.calls(context.getRequest()))))
        .build();
  }

  /**
   * The interface, where thousands pass in a second: no filter and no header more than a request
   * needs. Its answers are data, which no browser may show as a page.
   */
  @Bean
  @Order(2)
  SecurityFilterChain operations(HttpSecurity http, SecurityContextRepository sessions)
      throws Exception {
    return lean(http.securityMatcher("/api/**"), sessions)
        .headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .contentTypeOptions(Customizer.withDefaults())
                    .contentSecurityPolicy(policy -> policy.policyDirectives(NO_PAGE_POLICY)))
        .build();
  }

  /** The pages and their files. */
  @Bean
  @Order(3)
  SecurityFilterChain pages(HttpSecurity http, SecurityContextRepository sessions)
      throws Exception {
    return lean(http, sessions)
        .headers(
            headers ->
                headers
                    .cacheControl(cache -> cache.disable())
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS)))
        .build();
  }

  private static HttpSecurity lean(HttpSecurity http, SecurityContextRepository sessions)
      throws Exception {
    return http.securityContext(context -> context.securityContextRepository(sessions))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.spa())
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable);
  }
}
