package niangjia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The modules as their folders and contracts describe them, and the rules between the floors. */
final class Floors {

  static final String ENGINE = "engine";
  static final String FEATURE = "feature";

  /**
   * One folder of a floor.
   *
   * @param id what its contract calls it; empty when there is no contract
   */
  record Module(String floor, String folder, String id, boolean nullMarked, List<String> allowed) {}

  private Floors() {}

  /** The modules of both floors, from the folders among the sources. */
  static List<Module> all() {
    return Stream.of(ENGINE, FEATURE)
        .flatMap(floor -> on(floor).stream())
        .collect(Collectors.toList());
  }

  /** The modules of one floor. */
  static List<Module> on(String floor) {
    return Sources.folders("src/main/java/niangjia/" + floor).stream()
        .map(folder -> module(floor, folder))
        .toList();
  }

  /** The ids of all modules, the platform's first. */
  static List<String> ids() {
    return Stream.concat(Stream.of("platform"), all().stream().map(Module::folder)).toList();
  }

  private static Module module(String floor, String folder) {
    try {
      var contract = Class.forName("niangjia.%s.%s.package-info".formatted(floor, folder));
      var module = contract.getAnnotation(ApplicationModule.class);
      return new Module(
          floor,
          folder,
          module == null ? "" : module.id(),
          contract.isAnnotationPresent(NullMarked.class),
          module == null ? List.of() : Arrays.asList(module.allowedDependencies()));
    } catch (ClassNotFoundException e) {
      return new Module(floor, folder, "", false, List.of());
    }
  }

  /** Every folder is a module of the same name, null-marked, and says what it may use. */
  static List<String> withoutContract(Collection<Module> modules) {
    var breaches = new ArrayList<String>();
    for (var module : modules) {
      var name = module.floor + "/" + module.folder;
      if (!module.id.equals(module.folder)) {
        breaches.add(name + " is not @ApplicationModule(id = \"" + module.folder + "\")");
      }
      if (!module.nullMarked) {
        breaches.add(name + " is not @NullMarked");
      }
      if (module.allowed.contains(ApplicationModule.OPEN_TOKEN)) {
        breaches.add(name + " does not say what it may use");
      }
    }
    return breaches;
  }

  /** No feature may use a feature, no engine a feature, and what is allowed exists. */
  static List<String> wrongFloor(Collection<Module> modules) {
    var features =
        modules.stream()
            .filter(module -> module.floor.equals(FEATURE))
            .map(Module::folder)
            .collect(Collectors.toSet());
    var known = modules.stream().map(Module::folder).collect(Collectors.toSet());
    var breaches = new ArrayList<String>();
    for (var module : modules) {
      for (var allowed : module.allowed) {
        var other = allowed.split("::", 2)[0].strip();
        if (features.contains(other)) {
          breaches.add(module.floor + "/" + module.folder + " may use the feature " + other);
        } else if (!known.contains(other) && !other.equals("platform")) {
          breaches.add(module.folder + " may use " + other + ", which there is not");
        }
      }
    }
    return breaches;
  }

  /** Folders that are named after no module. */
  static List<String> strangers(
      String where, Collection<String> folders, Collection<String> modules, Set<String> besides) {
    return folders.stream()
        .filter(folder -> !modules.contains(folder) && !besides.contains(folder))
        .map(folder -> where + "/" + folder + " belongs to no module")
        .toList();
  }
}
