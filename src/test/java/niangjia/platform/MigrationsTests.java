package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationsTests {

  @Test
  void aModuleComesAfterThoseThatItMayUse() {
    var modules =
        Map.of(
            "benefit", List.of("platform", "booking"),
            "booking", List.of("people :: contract", "union"),
            "people", List.of("union"),
            "union", List.of("platform"));
    assertThat(Migrations.inOrder(modules))
        .containsExactly("platform", "union", "people", "booking", "benefit");
  }

  @Test
  void aCircleIsRefused() {
    var modules = Map.of("a", List.of("b"), "b", List.of("a"));
    assertThatThrownBy(() -> Migrations.inOrder(modules)).hasMessageContaining("circle");
  }
}
