package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** A week of health checks by appointment: made from a few lines, picked by day and time. */
@ApplicationTest
class AppointmentTests {

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWeekIsMadeFromAFewLinesAndPickedByDayAndTime(Device device) {
    var monday = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(7);
    monday = monday.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    var title = "体检周 " + device;
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      write(officer, title);
      officer.page().locator("summary").click();
      officer.page().getByLabel("从哪天").fill(monday.toString());
      officer.page().getByLabel("到哪天").fill(monday.plusDays(6).toString());
      officer.page().getByLabel("每个时段几人").fill("2");
      officer.page().getByLabel("其中不办的日子").fill(monday.plusDays(2).toString());
      assertThat(officer.page().locator("details li")).hasCount(4);
      officer.look();
      officer.button("采用这 48 场（替换下面的场次）").click();
      assertThat(officer.text("合计 96 份")).isVisible();
      officer.button("下一步").click();
      officer.button("发布").click();
      officer.page().locator("dialog[open] .main").click();
      assertThat(officer.page().locator(".giant")).hasText("96");
      officer.look();
      var id = officer.page().url().replaceAll(".*/([0-9a-f-]{36})/board", "$1");
      pick(device, id);
    }
  }

  private static void write(Visitor officer, String title) {
    officer.go("/staff/benefit/new");
    officer.page().getByLabel("名称（中文）").fill(title);
    officer.page().getByLabel("一句话说明（中文）").fill("免费体检，约好时间再来");
    officer.page().getByLabel("怎么领、怎么用（中文）").fill("到体检中心出示凭证");
    for (int i = 0; i < 3; i++) {
      officer.button("下一步").click();
    }
    officer.page().getByLabel("地点（中文）").fill("职工体检中心");
    officer.page().getByLabel("种类（中文）").fill("体检");
  }

  private void pick(Device device, String id) {
    try (var worker = Visitor.signedIn(port, device, Caller.worker(port))) {
      worker.go("/benefits/" + id);
      assertThat(worker.page().locator("input[name=day]")).hasCount(4);
      assertThat(worker.page().locator("input[name=place]")).hasCount(12);
      worker.page().locator(".days label").nth(1).click();
      worker.page().locator(".times label", labelled("13:30")).click();
      assertThat(chosen(worker)).containsText("13:30");
      worker.look();
      assertThat(worker.page()).hasURL(Pattern.compile(id));
    }
  }

  private static Page.LocatorOptions labelled(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static Locator chosen(Visitor worker) {
    return worker.page().locator(".times .on");
  }
}
