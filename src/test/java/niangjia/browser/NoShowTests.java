package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.platform.Actor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody did not come, says why, and is excused. */
@ApplicationTest
class NoShowTests {

  @Value("${local.server.port}")
  private int port;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerExplainsAndAnOfficerExcuses(Device device) {
    var benefit = Benefit.family(port, "亲子运动会 " + device, 9);
    var holder = Caller.worker(port);
    miss(holder.book(benefit.id(), benefit.places().getFirst()));
    try (var worker = Visitor.signedIn(port, device, holder);
        var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      worker.go("/mine");
      assertThat(worker.heading("约了没来")).isVisible();
      worker.look();
      worker.button("说明情况").click();
      worker.page().getByLabel("说明情况").fill("孩子发烧，当天去了医院");
      worker.look();
      worker.button("提交说明").click();
      assertThat(worker.text("您的说明：孩子发烧")).isVisible();
      worker.look();
      officer.go("/staff/benefit/" + benefit.id() + "/board");
      assertThat(officer.heading("约了没来的 1 人次")).isVisible();
      officer.look();
      officer.button("免记").click();
      officer.page().locator("dialog[open] textarea").fill("有医院证明");
      officer.look();
      officer.page().locator("dialog[open] .main").click();
      assertThat(officer.text("已免记：有医院证明")).isVisible();
      officer.look();
      worker.go("/mine");
      assertThat(worker.text("已免记：有医院证明")).isVisible();
      worker.look();
    }
  }

  /** The session is over since an hour, and the sweep has written who did not come. */
  private void miss(String booking) {
    change(
        """
        update booking.place
        set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'
        where id = (select place_id from booking.booking where id = ?::uuid)
        """,
        booking);
    change(
        """
        insert into booking.absence (booking_id, offering_id, person_id, path, missed_at)
        select id, offering_id, person_id, path, now() - interval '1 hour'
        from booking.booking where id = ?::uuid
        on conflict do nothing
        """,
        booking);
  }

  private void change(String sql, String booking) {
    Actor.asSystem(() -> transactions.execute(_ -> jdbc.sql(sql).param(booking).update()));
  }
}
