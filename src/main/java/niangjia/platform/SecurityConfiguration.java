package niangjia.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
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
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.filter.RequestContextFilter;

/**
 * The filters before every request: who it is, and protection against forged requests. What
 * somebody may do is said by {@link Authz} at each operation; {@link BrowserHeaders} are there
 * already.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

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
        .headers(AbstractHttpConfigurer::disable)
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

  /** The interface and the pages: thousands pass in a second, so there is no filter too many. */
  @Bean
  @Order(2)
  SecurityFilterChain everything(HttpSecurity http, SecurityContextRepository sessions)
      throws Exception {
    return http.securityContext(context -> context.securityContextRepository(sessions))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.spa())
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }
}
