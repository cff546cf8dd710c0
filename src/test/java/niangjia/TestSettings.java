package niangjia;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points an application at a test database. */
public final class TestSettings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestDatabase.outlive();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", of(TestDatabase.url("app"))));
  }

  /** The settings of an application on that database. */
  public static Map<String, Object> of(String url) {
    var server = TestDatabase.server();
    return Map.ofEntries(
        entry("niangjia.db.url", url.substring(0, url.indexOf('?'))),
        entry("niangjia.db.user", server.user()),
        entry("niangjia.db.password", server.password()),
        entry("niangjia.home", System.getProperty("java.io.tmpdir") + "/niangjia-test-keys"),
        entry("niangjia.anchors", anchors()),
        entry("niangjia.demo", "true"),
        entry("server.port", "0"),
        // Many applications wait in this JVM for their next test; one database server serves all.
        entry("spring.datasource.hikari.minimum-idle", "1"),
        entry("spring.datasource.hikari.idle-timeout", "10000"));
  }

  /** Each application signs the heads of its own database's trail. */
  private static String anchors() {
    try {
      return Files.createTempDirectory("niangjia-test-anchors-").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
