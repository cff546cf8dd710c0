package niangjia.engine.union;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import niangjia.platform.Actor;
import niangjia.platform.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Enters the demonstration's tree, once: {@code demo/unions.csv} says where its data comes from.
 */
@Component
@Order(10)
@ConditionalOnProperty("niangjia.demo")
class UnionDemonstration implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(UnionDemonstration.class);

  private final Unions unions;
  private final Resource file;

  UnionDemonstration(Unions unions, @Value("classpath:demo/unions.csv") Resource file) {
    this.unions = unions;
    this.file = file;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    unions.reload();
    if (!unions.children("").isEmpty()) {
      return;
    }
    var foundings = read();
    Actor.asSystem(() -> unions.found(foundings));
    unions.reload();
    log.info("the demonstration has {} unions", foundings.size());
  }

  private List<Unions.Founding> read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(UnionDemonstration::founding).toList();
    } catch (IOException e) {
      throw new IllegalStateException("the demonstration's unions cannot be read", e);
    }
  }

  private static Unions.Founding founding(String line) {
    var cells = line.split(",", -1);
    if (cells.length != 5) {
      throw new IllegalStateException("the demonstration's unions have a broken line: " + line);
    }
    return new Unions.Founding(
        cells[0],
        cells[1].isEmpty() ? null : cells[1],
        Union.Kind.valueOf(cells[2]),
        Words.of(cells[3], cells[4]));
  }
}
