package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** A street's officer changes a rule, tries it, and proposes it; the district's enacts it. */
@ApplicationTest
class RulePagesTests {

  private static final Pattern WRITE = Pattern.compile("修改草稿|起草下一版");

  @Value("${local.server.port}")
  private int port;

  private static Locator field(Visitor visitor, String label) {
    return visitor.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aRuleIsEditedTriedProposedAndEnacted(Device device) {
    var from = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(device == Device.PHONE ? 1 : 2);
    try (var maker = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"));
        var checker = Visitor.signedIn(port, device, Caller.staff(port, "chaoyang"))) {
      maker.go("/staff/rule");
      assertThat(maker.heading("规则")).isVisible();
      assertThat(maker.text("上级工会")).isVisible();
      maker.look();
      maker.link("困难档次").click();
      assertThat(maker.button("制定本级规则")).isVisible();
      maker.look();
      maker.go("/staff/rule");
      var own = new Locator.FilterOptions().setHasText("建外街道");
      var row = maker.page().locator("tr").filter(own);
      row.filter(new Locator.FilterOptions().setHasText("抚慰金额")).getByRole(AriaRole.LINK).click();
      assertThat(maker.heading("抚慰金额")).isVisible();
      assertThat(maker.heading("版本对比").first()).isVisible();
      maker.look();
      edit(maker, device);
      tried(maker);
      var rule = maker.page().url().replaceFirst("^https?://[^/]+", "");
      maker.button("提请颁布").click();
      maker.page().locator("dialog[open] input[type=date]").first().fill(from.toString());
      maker.page().getByLabel("理由").fill("常委会会议纪要〔2026〕9 号");
      maker.look();
      maker.page().locator("dialog[open] .button.main").click();
      assertThat(maker.text("等另一名干部颁布；")).isVisible();
      checker.go(rule);
      checker.button("颁布").click();
      checker.page().locator("dialog[open] .button.main").click();
      assertThat(checker.text("已颁布。")).isVisible();
      assertThat(checker.text("待施行")).isVisible();
      checker.look();
    }
  }

  private static void edit(Visitor maker, Device device) {
    var write = new Page.GetByRoleOptions().setName(WRITE);
    maker.page().getByRole(AriaRole.BUTTON, write).click();
    field(maker, "2 金额").fill("三千多");
    maker.button("保存草稿").click();
    assertThat(maker.text("公式在此处无法读取")).isVisible();
    maker.look();
    field(maker, "2 金额").fill(device == Device.PHONE ? "3200" : "3300");
    field(maker, "2 住院天数").fill("≥1");
    maker.button("保存草稿").click();
    assertThat(maker.text("草稿已保存。")).isVisible();
  }

  private static void tried(Visitor maker) {
    var panel =
        maker.page().locator("section.card").filter(new Locator.FilterOptions().setHasText("试一个人"));
    panel.getByText("意外伤害").first().click();
    panel.getByLabel("住院天数").fill("12");
    panel.getByLabel("自付医疗费").fill("8000");
    panel.getByRole(AriaRole.BUTTON).last().click();
    assertThat(maker.text("按第 2 行：")).isVisible();
    maker.look();
    maker.button("试算全部案例").click();
    assertThat(maker.heading("试算报告")).isVisible();
    assertThat(maker.text("金额合计")).isVisible();
    maker.look();
    maker.link("回到“抚慰金额”").click();
    assertThat(maker.button("提请颁布")).isEnabled();
  }
}
