package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** The wall in the hall. */
@ApplicationTest
class WallTests {

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"WALL", "SMALL_WALL"})
  void theWallFollowsTheRush(Device device) {
    var benefit = Benefit.open(port, "公园年票免费续费", 200);
    try (var wall = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      wall.go("/screen/");
      var left = wall.page().locator(".giant");
      assertThat(wall.heading(benefit.title())).isVisible();
      assertThat(left).hasText("400");
      for (int booked = 0; booked < 6; booked++) {
        Caller.worker(port).book(benefit.id(), benefit.places().get(booked % 2));
      }
      assertThat(left).hasText("394");
      assertThat(wall.text("秒前")).isVisible();
      wall.look();
    }
  }

  @Test
  void theWallSpeaksEnglish() {
    Benefit.open(port, "英文大屏", 3);
    var leader = Caller.staff(port, "jianwai");
    try (var wall = Visitor.signedIn(port, Device.WALL, leader, Taste.ENGLISH)) {
      wall.go("/screen/");
      assertThat(wall.heading("Test 英文大屏")).isVisible();
      wall.look();
    }
  }

  @Test
  void theWallAsksAStrangerToSignIn() {
    try (var stranger = Visitor.stranger(port, Device.SMALL_WALL)) {
      stranger.go("/screen/");
      assertThat(stranger.link("登录")).isVisible();
      stranger.look();
    }
  }
}
