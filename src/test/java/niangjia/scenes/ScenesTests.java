package niangjia.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * The scenes, on an application of their own: they count what people hold, and people whom other
 * tests have locked out cannot play.
 */
@ApplicationTest
@TestPropertySource(properties = "niangjia.test=scenes")
class ScenesTests {

  @LocalServerPort private int port;

  @Test
  void everySceneIsPlayedAndPasses() {
    var result = Scenes.play("http://127.0.0.1:" + port, List.of("classpath:scenes"));
    assertThat(result.failed()).isZero();
    assertThat(result.passed()).isPositive();
    assertThat(result.status()).isZero();
  }

  @Test
  void wrongSceneFails() throws Exception {
    var file = Files.createTempFile("wrong", ".feature");
    Files.writeString(
        file,
        """
        Feature: Nothing
          Scenario: Nobody has a booking
            Given "Wang" is a member of "建外街道总工会"
            Then "Wang" holds 1 booking
        """);
    var result = Scenes.play("http://127.0.0.1:" + port, List.of(file.toString()));
    Files.delete(Path.of(file.toString()));
    assertThat(result).hasToString("scenes: 0 passed, 1 failed");
    assertThat(result.status()).isEqualTo(1);
  }
}
