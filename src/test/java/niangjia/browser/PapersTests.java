package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.assertj.core.api.Assertions;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** Tables that come in and go out by the pages: lists, exports, and who comes along. */
@ApplicationTest
class PapersTests {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aListIsReadAndItsBadRowsComeBack(Device device) throws IOException {
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/listing").look();
      officer.button("新建名单").click();
      officer.page().getByLabel("名称").fill("体检名单 " + device);
      officer.button("建立").click();
      officer.page().getByLabel("表格文件").setInputFiles(new FilePayload("a.xlsx", XLSX, table()));
      assertThat(officer.text("按哪一列找人")).isVisible();
      officer.look();
      officer.button("开始读取").click();
      assertThat(officer.text("已完成")).isVisible();
      assertThat(officer.text("3 / 3 行")).isVisible();
      officer.look();
      var rejected = officer.page().waitForDownload(() -> officer.link("2 行没有采用").click()).path();
      Assertions.assertThat(Files.readString(rejected))
          .contains("不是 11 位手机号")
          .contains("您的管理范围内没有这位会员");
    }
  }

  private byte[] table() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var book = new Workbook(out, "test", "1.0")) {
      var sheet = book.newWorksheet("1");
      var rows = new String[] {"手机号", Caller.phone(port), "12345", "19999999999"};
      for (int i = 0; i < rows.length; i++) {
        sheet.value(i, 0, i == 0 ? "姓名" : "职工" + i);
        sheet.value(i, 1, rows[i]);
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aFamilyBooksAndAnOfficerExportsIt(Device device) throws IOException {
    var benefit = Benefit.family(port, "亲子体检 " + device, 9);
    try (var worker = Visitor.signedIn(port, device, Caller.worker(port))) {
      worker.go("/benefits/" + benefit.id());
      worker.page().locator("label.option").first().click();
      worker.button("带 2 位").click();
      worker.page().getByLabel("姓名").first().fill("王小明");
      worker.page().getByLabel("姓名").last().fill("=王小红");
      worker.look();
      worker.button("立即预约").click();
      assertThat(worker.text("王小明 (子女)")).isVisible();
      assertThat(worker.text("共 3 份")).isVisible();
      worker.look();
      worker.go("/messages").look();
    }
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/benefit/" + benefit.id() + "/board");
      officer.button("导出预约").click();
      officer.look();
      officer.button("申请导出").click();
      assertThat(officer.text("可以下载")).isVisible();
      officer.look();
      var file = officer.page().waitForDownload(() -> officer.link("下载").first().click()).path();
      Assertions.assertThat(Files.size(file)).isPositive();
    }
    var english = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"), Taste.ENGLISH);
    try (var officer = english) {
      officer.go("/staff/export");
      assertThat(officer.text("Ready")).isVisible();
      officer.look();
    }
  }
}
