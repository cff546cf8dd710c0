package niangjia.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The filters before every request: who it is, protection against forged requests, and the headers
 * that keep a browser honest. What somebody may do is said by {@link Authz} at each operation.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
          + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String PERMISSIONS =
      "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

  /** One observation a request is enough; one for each filter costs more than the filters. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
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

  /** Everything else: no filter more than a request needs, for thousands pass in a second. */
  @Bean
  @Order(2)
  SecurityFilterChain filters(HttpSecurity http, SecurityContextRepository sessions)
      throws Exception {
    return http.securityContext(context -> context.securityContextRepository(sessions))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.spa())
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .cacheControl(cache -> cache.disable())
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS)))
        .build();
  }
}
