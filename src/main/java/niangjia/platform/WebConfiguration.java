package niangjia.platform;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.propertyeditors.UUIDEditor;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * How requests reach controllers and pages: languages, messages, policies in the API description,
 * the three front ends.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final Gatekeeper gatekeeper;

  WebConfiguration(Gatekeeper gatekeeper) {
    this.gatekeeper = gatekeeper;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(gatekeeper).addPathPatterns("/api/**");
  }

  /** An instant in a query is of a time that people live in; no other can be counted with. */
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(
        String.class,
        Instant.class,
        text -> {
          var at = Instant.parse(text);
          if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException("an instant out of range");
          }
          return at;
        });
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(new Pages());
  }

  /** Answers a path that is no file with its front end's start page, whose router knows it. */
  private static final class Pages extends PathResourceResolver {

    private static final List<String> NO_PAGES = List.of("api/", "actuator", "v3/", "assets/");

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      var file = path.isEmpty() || path.endsWith("/") ? null : super.getResource(path, location);
      if (file != null || NO_PAGES.stream().anyMatch(path::startsWith)) {
        return file;
      }
      var last = path.substring(path.lastIndexOf('/') + 1);
      return last.contains(".") ? null : super.getResource(entry(path), location);
    }

    private static String entry(String path) {
      return switch (path.split("/", 2)[0]) {
        case "staff" -> "staff/index.html";
        case "screen" -> "screen/index.html";
        default -> "index.html";
      };
    }
  }

  @Bean
  LocaleResolver localeResolver() {
    var resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(List.of(Locale.CHINESE, Locale.ENGLISH));
    resolver.setDefaultLocale(Locale.CHINESE);
    return resolver;
  }

  /**
   * Each module brings its own messages: {@code niangjia/<module>/messages_zh.properties} and
   * {@code _en}.
   */
  @Bean
  MessageSource messageSource() throws IOException {
    var names = new TreeSet<String>();
    for (var found :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:niangjia/*/messages_zh.properties")) {
      var path = found.getURI().toString();
      names.add(path.substring(path.lastIndexOf("niangjia/"), path.lastIndexOf("_zh.properties")));
    }
    var source = new ResourceBundleMessageSource();
    source.addBasenames(names.toArray(String[]::new));
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setDefaultLocale(Locale.CHINESE);
    return source;
  }

  /**
   * Identifiers are converted by an editor. The conversion service would compare the annotations of
   * their parameters at every request, which costs more than the conversion.
   */
  @Bean
  ConfigurableWebBindingInitializer binding(
      @Qualifier("mvcConversionService") ConversionService conversions,
      @Qualifier("mvcValidator") Validator validator) {
    var binding = new ConfigurableWebBindingInitializer();
    binding.setConversionService(conversions);
    binding.setValidator(validator);
    binding.setPropertyEditorRegistrar(
        editors -> editors.registerCustomEditor(UUID.class, new UUIDEditor()));
    return binding;
  }

  @Bean
  LocalValidatorFactoryBean defaultValidator(MessageSource messages) {
    var validator = new LocalValidatorFactoryBean();
    validator.setValidationMessageSource(messages);
    return validator;
  }

  /** Publishes each operation's policy as {@code x-authz}. */
  @Bean
  OperationCustomizer policies() {
    return (operation, method) -> {
      var policy = Policy.of(method);
      if (policy != null) {
        operation.addExtension("x-authz", published(policy));
      }
      return operation;
    };
  }

  private static Map<String, Object> published(Policy policy) {
    var told = new LinkedHashMap<String, Object>();
    told.put("scope", policy.scope().name());
    told.put("roles", policy.roles().stream().map(Enum::name).toList());
    told.put("object", policy.object());
    if (policy.opens()) {
      told.put("opens", true);
    }
    return told;
  }

  /** Refuses to start with an operation that nobody said a policy for. */
  @Bean
  SmartInitializingSingleton everyOperationHasAPolicy(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping operations) {
    return () ->
        operations
            .getHandlerMethods()
            .forEach(
                (mapping, method) -> {
                  var own = method.getBeanType().getPackageName().startsWith("niangjia");
                  if (own && !method.hasMethodAnnotation(Authz.class)) {
                    throw new IllegalStateException(mapping + " has no @Authz");
                  }
                });
  }
}
