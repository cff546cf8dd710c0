package niangjia.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/promises.md has a row for each figure that a promise names, its test records it, and what
 * was not found yet, or has no figure at all, says so. {@code -Dniangjia.promises.write=true}
 * writes the page from the figures that the last runs left; what was not run keeps its figure and
 * its day. {@code -Dniangjia.promises.all=true} demands that every figure was found.
 */
class PromisesTests {

  private static final Path PAGE = Path.of("docs/promises.md");
  private static final Pattern ROW =
      Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\| [^|]* \\| `?([^|`]*)`? \\| ([0-9-]+) \\|");

  private static final String HEAD =
      """
      # Promises, and the figures that show them

      Found by the tests, on whatever machine they ran, beside other work; `on` says when. The
      numbers of the promises are those of the plan; P4, P5 and P14 belong to parts that are not
      built. `./niangjia promises` writes this page from the last run, and `./niangjia test` fails
      when a figure is missing. What is promised against whom stands in the
      [threat model](threat-model.md).
      """;

  @Test
  void everyFigureIsRecordedByItsTest() throws IOException {
    var sources = new TreeMap<String, String>();
    try (var files = Files.walk(Path.of("src/test/java"))) {
      for (var file : files.filter(f -> f.toString().endsWith("Tests.java")).toList()) {
        sources.put(
            file.getFileName().toString().replace(".java", ""),
            Files.readString(file).replaceAll("\\s+", ""));
      }
    }
    for (var promise : Promise.values()) {
      for (var shown : promise.figures()) {
        assertThat(sources.getOrDefault(shown.test(), ""))
            .as("%s records %s %s", shown.test(), promise, shown.key())
            .contains("Figures.record(\"%s\",\"%s\",".formatted(promise, shown.key()));
      }
    }
  }

  @Test
  void thePageHasARowForEachFigure() throws IOException {
    if (Boolean.getBoolean("niangjia.promises.write")) {
      Files.writeString(PAGE, page(figures(Files.exists(PAGE) ? Files.readString(PAGE) : "")));
    }
    var text = Files.readString(PAGE);
    assertThat(text).isEqualTo(page(written(text)));
  }

  @Test
  void everyFigureWasFoundInAWholeRun() throws IOException {
    var missing = new ArrayList<String>();
    for (var promise : Promise.values()) {
      for (var shown : promise.figures()) {
        if (Figures.read(promise.name(), shown.key()).isEmpty()) {
          missing.add(promise + " " + shown.key() + " by " + shown.test());
        }
      }
    }
    if (Boolean.getBoolean("niangjia.promises.all")) {
      assertThat(missing).isEmpty();
    }
    assertThat(missing).doesNotHaveDuplicates();
  }

  @Test
  void aPromiseWithoutAFigureSaysSo() {
    for (var promise : Promise.values()) {
      assertThat(!promise.figures().isEmpty() || promise.fallsShort().contains("no figure"))
          .as("%s says that it has no figure", promise)
          .isTrue();
    }
  }

  /** What the page says now, and over it what the last runs found. */
  private static Map<String, Figures.Figure> figures(String page) throws IOException {
    var figures = written(page);
    for (var promise : Promise.values()) {
      for (var shown : promise.figures()) {
        Figures.read(promise.name(), shown.key())
            .ifPresent(found -> figures.put(promise + "." + shown.key(), found));
      }
    }
    return figures;
  }

  private static Map<String, Figures.Figure> written(String page) {
    var figures = new TreeMap<String, Figures.Figure>();
    Promise promise = null;
    for (var line : page.lines().toList()) {
      if (line.startsWith("## P")) {
        promise = Promise.valueOf(line.substring(3, line.indexOf('.')));
      }
      var row = ROW.matcher(line);
      if (promise != null && row.matches()) {
        for (var shown : promise.figures()) {
          if (shown.words().equals(row.group(1))) {
            figures.put(
                promise + "." + shown.key(), new Figures.Figure(row.group(2), row.group(4)));
          }
        }
      }
    }
    return figures;
  }

  private static String page(Map<String, Figures.Figure> figures) {
    var page = new StringBuilder(HEAD);
    for (var promise : Promise.values()) {
      page.append("\n## %s. %s\n".formatted(promise, promise.words()));
      if (!promise.trial().isEmpty()) {
        page.append(promise.trial()).append('\n');
      }
      if (!promise.fallsShort().isEmpty()) {
        page.append("*Falls short:* ").append(promise.fallsShort()).append('\n');
      }
      if (!promise.figures().isEmpty()) {
        page.append("\n| figure | found | target | test | on |\n|---|---|---|---|---|\n");
        page.append(
            promise.figures().stream()
                .map(shown -> row(promise, shown, figures))
                .collect(Collectors.joining()));
      }
    }
    return page.toString();
  }

  private static String row(
      Promise promise, Promise.Shown shown, Map<String, Figures.Figure> figures) {
    var figure = figures.get(promise + "." + shown.key());
    if (figure == null) {
      return "| %s | not found yet | %s | `%s` | |\n"
          .formatted(shown.words(), shown.target(), shown.test());
    }
    return "| %s | %s | %s | `%s` | %s |\n"
        .formatted(shown.words(), figure.value(), shown.target(), shown.test(), figure.on());
  }
}
