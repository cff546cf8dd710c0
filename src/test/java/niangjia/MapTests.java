package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Draws docs/map.md, the table of features and the engines they stand on, from the code itself, and
 * fails when the page says something else. {@code -Dniangjia.map.write=true} writes it.
 */
class MapTests {

  private static final Path PAGE = Path.of("docs/map.md");

  /**
   * A module on the map.
   *
   * @param says the first sentence of its contract
   * @param uses the modules that its code uses
   */
  record Room(String floor, String id, String says, Set<String> uses) {}

  @Test
  void thePageSaysWhatTheCodeDoes() throws IOException {
    var map = draw(rooms());
    if (Boolean.getBoolean("niangjia.map.write")) {
      Files.writeString(PAGE, map);
    }
    var page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    assertThat(page).as("docs/map.md is out of date: ./niangjia map").isEqualTo(map);
  }

  @Test
  void aNewUseChangesThePage() {
    var film = new Room(Floors.FEATURE, "film", "Films.", Set.of());
    var seat = new Room(Floors.ENGINE, "seat", "Seats.", Set.of());
    var using = new Room(Floors.FEATURE, "film", "Films.", Set.of("seat"));
    assertThat(draw(List.of(film, seat)))
        .isNotEqualTo(draw(List.of(using, seat)))
        .contains("| [film]")
        .contains("Seats.");
  }

  private static List<Room> rooms() {
    System.setProperty("spring.modulith.detection-strategy", "explicitly-annotated");
    var modules = ApplicationModules.of(Niangjia.class);
    return Floors.all().stream().map(module -> room(module, modules)).collect(Collectors.toList());
  }

  private static Room room(Floors.Module module, ApplicationModules modules) {
    var uses =
        modules
            .getModuleByName(module.id())
            .orElseThrow()
            .getDirectDependencies(modules)
            .uniqueModules()
            .map(other -> other.getIdentifier().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    return new Room(module.floor(), module.id(), contract(module), uses);
  }

  /** The first sentence of a module's contract. */
  private static String contract(Floors.Module module) {
    var file =
        Path.of("src/main/java/niangjia", module.floor(), module.folder(), "package-info.java");
    var text = Sources.read(file);
    var comment =
        text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
            .replaceAll("(?m)^\\s*\\*", " ")
            .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
            .replaceAll("\\s+", " ")
            .strip();
    return comment.split("(?<=\\.) |<p>", 2)[0].strip();
  }

  private static String draw(Collection<Room> rooms) {
    var engines = rooms.stream().filter(room -> room.floor.equals(Floors.ENGINE)).toList();
    var features = rooms.stream().filter(room -> room.floor.equals(Floors.FEATURE)).toList();
    return """
        # Map

        Written by `./niangjia map` from the code; a build fails when it is out of date. Every
        module also uses the platform. ● uses.

        ## Features and the engines they stand on

        %s
        ## Engines and the engines they use

        %s
        ## What each module is

        %s"""
        .formatted(
            table("feature", features, engines), table("engine", engines, engines), list(rooms));
  }

  private static String table(String corner, List<Room> rows, List<Room> columns) {
    var table = new StringBuilder("| " + corner + " |");
    columns.forEach(column -> table.append(' ').append(column.id).append(" |"));
    table.append("\n|---|").append(":-:|".repeat(columns.size())).append('\n');
    for (var row : rows) {
      table.append("| ").append(link(row)).append(" |");
      columns.forEach(column -> table.append(row.uses.contains(column.id) ? " ● |" : "   |"));
      table.append('\n');
    }
    return table.toString();
  }

  private static String list(Collection<Room> rooms) {
    var list = new StringBuilder();
    for (var room : rooms) {
      list.append("- ").append(link(room)).append(": ").append(room.says).append('\n');
    }
    return list.toString();
  }

  private static String link(Room room) {
    var folder = "../src/main/java/niangjia/" + room.floor + "/" + room.id + "/";
    return "[" + room.id + "](" + folder + "package-info.java)";
  }
}
