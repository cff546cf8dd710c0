package niangjia.engine.form;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The forms of the demonstration: a city's registration for the evening school, and a survey. */
@Component
@Order(60)
@ConditionalOnBooleanProperty("niangjia.demo")
class FormDemonstration implements ApplicationRunner {

  private static final TypeReference<Map<String, Map<String, @Nullable Object>>> FORMS =
      new TypeReference<>() {};

  private final Forms forms;
  private final JsonMapper json;

  FormDemonstration(Forms forms, JsonMapper json) {
    this.forms = forms;
    this.json = json;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    var city = new Actor(null, null, null, List.of(new Duty(Role.OFFICER, "bj")));
    try (var in = new ClassPathResource("demo/forms.json").getInputStream()) {
      var definitions = json.readValue(in, FORMS);
      city.doing(() -> definitions.forEach(this::make));
    }
  }

  private void make(String key, Map<String, @Nullable Object> definition) {
    if (forms.find(key).isEmpty()) {
      var form = forms.make(key, "bj", FormDefinition.parse(definition));
      forms.publish(form.id(), 1);
    }
  }
}
