package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What docs/threat-model.md and docs/asvs.csv say is backed by tests that exist: OWASP ASVS 5.0.0
 * is gone through to the last requirement of levels 1 and 2, and nothing is called met without a
 * test or the reason why none can be.
 */
class SecurityPapersTests {

  private static final Path MODEL = Path.of("docs/threat-model.md");
  private static final Path STANDARD = Path.of("docs/asvs.csv");
  private static final List<String> FOLDERS =
      List.of("src/test/java", "web/kit", "web/worker", "web/staff", "web/screen");
  private static final String HEAD = "id,level,requirement,status,how,test";
  private static final List<String> STATUSES =
      List.of("met", "partly", "not met", "not applicable");

  /** How many requirements of level 1, and of levels 1 and 2, the standard has by chapter. */
  private static final Map<Integer, String> EXPECTED =
      Map.ofEntries(
          Map.entry(1, "8/27"),
          Map.entry(2, "4/11"),
          Map.entry(3, "8/19"),
          Map.entry(4, "2/10"),
          Map.entry(5, "4/9"),
          Map.entry(6, "13/35"),
          Map.entry(7, "6/18"),
          Map.entry(8, "4/7"),
          Map.entry(9, "4/7"),
          Map.entry(10, "5/29"),
          Map.entry(11, "3/14"),
          Map.entry(12, "3/9"),
          Map.entry(13, "1/13"),
          Map.entry(14, "2/9"),
          Map.entry(15, "3/13"),
          Map.entry(16, "0/16"),
          Map.entry(17, "0/7"));

  private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"([^\"]*)\"|([^\",]*))");
  private static final Pattern ID = Pattern.compile("V(\\d{1,2})\\.\\d{1,2}\\.\\d{1,2}");
  private static final Pattern TEST =
      Pattern.compile("\\b[A-Z]\\w*Tests\\b|[\\w-]+\\.spec\\.ts\\b");

  /** One requirement of the standard and where the platform stands with it. */
  record Line(String id, String level, String requirement, String status, String how, String test) {

    static Line of(String text) {
      var cells = CELL.matcher(text).results().map(Line::cell).toList();
      return cells.size() == 6
          ? new Line(
              cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5))
          : new Line(text, "", "", "", "", "");
    }

    private static String cell(MatchResult found) {
      var quoted = found.group(1);
      return quoted == null ? String.valueOf(found.group(2)) : quoted;
    }

    List<String> tests() {
      return Arrays.stream(test.split(" ", -1)).filter(name -> !name.isEmpty()).toList();
    }
  }

  @Test
  void theStandardIsGoneThroughToTheEnd() throws IOException {
    var text = Files.readAllLines(STANDARD);
    assertThat(text.getFirst()).isEqualTo(HEAD);
    var lines = text.stream().skip(1).map(Line::of).toList();
    assertThat(faults(lines, known())).isEmpty();
    assertThat(chapters(lines)).isEqualTo(new TreeMap<>(EXPECTED));
  }

  @Test
  void everyTestThatTheThreatModelNamesIsThere() throws IOException {
    var named = TEST.matcher(Files.readString(MODEL)).results().map(MatchResult::group).toList();
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(known()).containsAll(named);
  }

  @Test
  void theThreatModelCountsAsTheStandardsFileDoes() throws IOException {
    var lines = Files.readAllLines(STANDARD).stream().skip(1).map(Line::of).toList();
    for (var level : List.of("L1", "L2")) {
      var row =
          STATUSES.stream()
              .map(status -> Long.toString(count(lines, level, status)))
              .collect(Collectors.joining(" | ", "| " + level + " | ", " |"));
      assertThat(Files.readString(MODEL)).contains(row);
    }
  }

  @Test
  void plantedFaultsAreFound() {
    var known = Set.of("RushTests");
    var sound = "V2.3.4,L2,\"Scarce, once\",met,a lock,RushTests";
    assertThat(faults(List.of(Line.of(sound)), known)).isEmpty();
    var planted =
        List.of(
            sound.replace("met", "perhaps"),
            sound.replace("RushTests", ""),
            sound.replace("RushTests", "HurryTests"),
            sound.replace("a lock", ""),
            sound.replace("L2", "L3"),
            sound.replace("V2.3.4", "2.3.4"),
            sound + ",more");
    for (var line : planted) {
      assertThat(faults(List.of(Line.of(line)), known)).as(line).isNotEmpty();
    }
    assertThat(faults(List.of(Line.of(sound), Line.of(sound)), known)).isNotEmpty();
    assertThat(chapters(List.of(Line.of(sound)))).isNotEqualTo(new TreeMap<>(EXPECTED));
  }

  private static List<String> faults(List<Line> lines, Set<String> known) {
    var faults = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (var line : lines) {
      if (!ID.matcher(line.id()).matches() || !seen.add(line.id())) {
        faults.add(line.id() + " is no identifier, or stands there twice");
      }
      if (!List.of("L1", "L2").contains(line.level()) || !STATUSES.contains(line.status())) {
        faults.add(line.id() + " has an unknown level or status");
      }
      if (line.requirement().isBlank() || line.how().isBlank()) {
        faults.add(line.id() + " does not say what or how");
      }
      boolean excused = line.how().contains("no test can");
      if (line.status().equals("met") && line.tests().isEmpty() && !excused) {
        faults.add(line.id() + " is called met without a test");
      }
      line.tests().stream()
          .filter(test -> !known.contains(test))
          .forEach(test -> faults.add(line.id() + " names " + test + ", which is not there"));
    }
    return faults;
  }

  private static Map<Integer, String> chapters(List<Line> lines) {
    var chapters = new TreeMap<Integer, String>();
    for (int chapter : EXPECTED.keySet()) {
      var of = lines.stream().filter(line -> line.id().startsWith("V" + chapter + ".")).toList();
      long first = of.stream().filter(line -> line.level().equals("L1")).count();
      chapters.put(chapter, first + "/" + of.size());
    }
    return chapters;
  }

  private static long count(List<Line> lines, String level, String status) {
    return lines.stream()
        .filter(line -> line.level().equals(level) && line.status().equals(status))
        .count();
  }

  /** The tests there are: classes of the server's, files of the pages'. */
  private static Set<String> known() throws IOException {
    var known = new HashSet<String>();
    for (var folder : FOLDERS) {
      try (var files = Files.walk(Path.of(folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java") || name.endsWith(".spec.ts"))
            .forEach(name -> known.add(name.replaceFirst("\\.java$", "")));
      }
    }
    return known;
  }
}
