package niangjia.feature.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Members;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What some of the demonstration's workers ask their union. */
@Component
@Order(70)
@ConditionalOnBooleanProperty("niangjia.demo")
class RequestDemonstration implements ApplicationRunner {

  private record Line(String category, String words, @Nullable String place, boolean urgent) {}

  private static final String STREET = "bj.d110105.s110105001";
  private static final List<Line> LINES =
      List.of(
          new Line("arrears", "站点拖欠三个月跑单费\n九月到现在一共 11,800 元，站长一直说下周。", "建外大街站", true),
          new Line("accident", "送餐路上摔伤了腰\n昨晚在国贸桥下滑倒，医生说腰椎骨折，要住院。", "国贸桥", true),
          new Line("station", "驿站微波炉坏了一个星期", "建外 SOHO 驿站", false),
          new Line("insurance", "换站点以后社保断了两个月，不知道找谁补", null, false),
          new Line("overtime", "双十一连着十四天没休息，想问问怎么算加班", null, false),
          new Line("service", "想给孩子报暑托班，什么时候开始报名", null, false));

  private final Requests requests;
  private final Members members;

  RequestDemonstration(Requests requests, Members members) {
    this.requests = requests;
    this.members = members;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var people = Actor.asSystem(() -> members.contacts(STREET, null, LINES.size())).items();
    for (int i = 0; i < people.size(); i++) {
      ask(i, people.get(i).person(), LINES.get(i));
    }
  }

  private void ask(int index, Person.Id person, Line line) {
    var key = UUID.nameUUIDFromBytes(("demo request " + index).getBytes(StandardCharsets.UTF_8));
    var self = new Actor(null, null, person.value(), List.of(new Duty(Role.WORKER, STREET)));
    var saying =
        new Requests.Saying(line.category(), line.words(), line.place(), line.urgent(), false);
    self.doing(
        () ->
            requests.ask(
                new Requests.Asked(
                    key, person, null, Request.Channel.APP, saying, null, List.of())));
  }
}
