package niangjia.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.modulith.ApplicationModule;
import org.springframework.stereotype.Component;

/**
 * Brings each module's tables up to date, {@code db/<module>/V1__....sql} and on, with a history of
 * its own: first the ground in {@code db/__root}, then every module after those that it may use.
 */
@Component
class Migrations implements FlywayMigrationStrategy {

  private static final String ROOT = "__root";

  private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

  @Override
  public void migrate(Flyway flyway) {
    try {
      migrate(flyway, ROOT, flyway.getConfiguration().getTable());
      for (var module : inOrder(modules())) {
        if (resources.getResources("classpath*:db/" + module + "/V*.sql").length > 0) {
          migrate(flyway, module, flyway.getConfiguration().getTable() + "_" + module);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the migrations cannot be read", e);
    }
  }

  private static void migrate(Flyway flyway, String module, String history) {
    Flyway.configure()
        .configuration(flyway.getConfiguration())
        .locations("classpath:db/" + module)
        .table(history)
        .baselineVersion("0")
        .baselineOnMigrate(true)
        .load()
        .migrate();
  }

  /** Every module and those that it may use, as the packages declare them. */
  private Map<String, List<String>> modules() throws IOException {
    var modules = new TreeMap<String, List<String>>();
    for (var found : resources.getResources("classpath*:niangjia/**/package-info.class")) {
      var uri = found.getURI().toString();
      var module = declaration(uri.substring(uri.lastIndexOf("niangjia/")));
      if (module != null) {
        modules.put(module.id(), List.of(module.allowedDependencies()));
      }
    }
    return modules;
  }

  private static @Nullable ApplicationModule declaration(String file) {
    var name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name).getAnnotation(ApplicationModule.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " was there a moment ago", e);
    }
  }

  /** Each name after those that it depends on. */
  static List<String> inOrder(Map<String, List<String>> modules) {
    var done = new LinkedHashSet<String>();
    modules.keySet().forEach(module -> visit(module, modules, done, new LinkedHashSet<>()));
    return new ArrayList<>(done);
  }

  private static void visit(
      String module, Map<String, List<String>> modules, Set<String> done, Set<String> way) {
    if (!way.add(module)) {
      throw new IllegalStateException("modules use each other in a circle: " + way);
    }
    if (!done.contains(module)) {
      for (var used : modules.getOrDefault(module, List.of())) {
        visit(used.replaceAll("\\s*::.*", ""), modules, done, way);
      }
      done.add(module);
    }
    way.remove(module);
  }
}
