package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** An officer writes a form and watches the phone beside it; a worker fills one in. */
@ApplicationTest
class SurveyTests {

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerRegistersAndAnOfficerReadsIt(Device device) {
    try (var worker = Visitor.signedIn(port, device, Caller.worker(port));
        var officer = Visitor.signedIn(port, device, Caller.staff(port, "city"))) {
      worker.go("/forms");
      assertThat(worker.heading("报名和调查")).isVisible();
      assertThat(worker.link("去填写 报名职工夜校（冬季班）")).isVisible();
      worker.look();
      worker.link("去填写 报名职工夜校（冬季班）").click();
      assertThat(worker.heading("报名职工夜校（冬季班）")).isVisible();
      worker.button("提交").click();
      assertThat(worker.heading("请检查下面几项")).isVisible();
      worker.look();
      worker.page().getByText("日常英语").click();
      worker.page().getByText("学过一些").click();
      worker.page().getByText("周三").click();
      worker.page().getByText("周六").click();
      worker.page().getByLabel("开课通知发到哪个手机号").fill("13800000000");
      assertThat(worker.text("草稿已保存")).isVisible();
      worker.look();
      worker.button("提交").click();
      assertThat(worker.heading("我提交的内容")).isVisible();
      worker.look();

      officer.go("/staff/form");
      assertThat(officer.heading("表单")).isVisible();
      officer.look();
      var link = new com.microsoft.playwright.Page.GetByRoleOptions();
      officer.page().getByRole(AriaRole.LINK, link.setName("查看填写 报名职工夜校（冬季班）")).click();
      assertThat(officer.text("周三、周六").first()).isVisible();
      officer.look();
      officer.go("/staff/form");
      officer.page().getByText("报名职工夜校（冬季班）").first().click();
      assertThat(officer.heading("手机上的样子")).isVisible();
      officer.look();
    }
  }
}
