package niangjia.scenes;

import io.cucumber.core.cli.Main;
import java.util.ArrayList;
import java.util.List;
import niangjia.Niangjia;
import niangjia.TestSettings;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Plays the acceptance scenes: all of {@code src/test/resources/scenes}, or the files that are
 * named. They use the public HTTP interface of an application that is started for them on a
 * database of its own, or of the one at {@code -Dniangjia.scenes.url}, which must be a
 * demonstration.
 */
public final class Scenes {

  private static final String ALL = "classpath:scenes";

  private Scenes() {}

  /** Plays the scenes; ends with 1 when one failed or none was played. */
  public static void main(String[] files) {
    var url = System.getProperty("niangjia.scenes.url", "");
    var features = files.length == 0 ? List.of(ALL) : List.of(files);
    var result = url.isBlank() ? withOwnServer(features) : play(url, features);
    System.out.println(result);
    System.exit(result.status());
  }

  private static Tally.Result withOwnServer(List<String> features) {
    System.setProperty("logging.level.root", "warn");
    System.out.println("Starting the application on a database of its own ...");
    try (var application =
        new SpringApplicationBuilder(Niangjia.class).initializers(new TestSettings()).run()) {
      var port = application.getEnvironment().getRequiredProperty("local.server.port");
      return play("http://127.0.0.1:" + port, features);
    }
  }

  /** Plays the scenes of these files at that address, prints each and counts. */
  static Tally.Result play(String url, List<String> features) {
    Stage.at(url);
    var arguments = new ArrayList<>(List.of("--glue", Scenes.class.getPackageName()));
    arguments.addAll(List.of("--plugin", Tally.class.getName()));
    arguments.addAll(List.of("--plugin", "summary", "--monochrome"));
    arguments.addAll(features);
    Tally.reset();
    try {
      var loader = Scenes.class.getClassLoader();
      return Tally.result(Main.run(arguments.toArray(String[]::new), loader));
    } catch (RuntimeException e) {
      System.out.println("The scenes cannot be read: " + e.getMessage());
      return Tally.result((byte) 1);
    }
  }
}
