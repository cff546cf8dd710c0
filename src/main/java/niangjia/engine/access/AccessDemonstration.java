package niangjia.engine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the demonstration's staff accounts, once; everybody may know their credentials. */
@Component
@Order(30)
@ConditionalOnProperty("niangjia.demo")
class AccessDemonstration implements ApplicationRunner {

  /** The password of every demonstration account. */
  static final String PASSWORD = "niangjia-demo";

  /** A demonstration account. */
  record Post(String username, Words name, Role role, String path) {}

  private static final String CITY = "bj";
  private static final String CHAOYANG = "bj.d110105";
  private static final String JIANWAI = "bj.d110105.s110105001";

  static final List<Post> POSTS =
      List.of(
          new Post("city", Words.of("市总工会 普惠干部", "City benefits officer"), Role.OFFICER, CITY),
          new Post("chaoyang", Words.of("朝阳区总工会 干部", "Chaoyang officer"), Role.OFFICER, CHAOYANG),
          new Post("jianwai", Words.of("建外街道总工会 干部", "Jianwai officer"), Role.OFFICER, JIANWAI),
          new Post("gate", Words.of("核销员", "Gate keeper"), Role.GATE, JIANWAI),
          new Post("leader", Words.of("领导", "Leader"), Role.LEADER, CITY),
          new Post("system", Words.of("系统管理员", "System administrator"), Role.SYSTEM, CITY),
          new Post("security", Words.of("安全管理员", "Security administrator"), Role.SECURITY, CITY),
          new Post("auditor", Words.of("审计员", "Auditor"), Role.AUDITOR, CITY));

  private final Staff staff;
  private final AccountRepository accounts;
  private final StaffRepository rows;
  private final Duties duties;
  private final Unions unions;
  private final InstantSource clock;

  AccessDemonstration(
      Staff staff,
      AccountRepository accounts,
      StaffRepository rows,
      House.Tree tree,
      InstantSource clock) {
    this.staff = staff;
    this.accounts = accounts;
    this.rows = rows;
    this.duties = tree.duties();
    this.unions = tree.unions();
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (unions.at(JIANWAI).isPresent()) {
      POSTS.stream()
          .filter(post -> accounts.staff(post.username()).isEmpty())
          .forEach(post -> Actor.asSystem(() -> create(post)));
      POSTS.forEach(post -> rows.place(post.username(), post.path()));
    }
  }

  private void create(Post post) {
    var id = staff.create(post.username(), PASSWORD, post.name(), secret(post.username()));
    duties.grant(new Duties.Grant(id, post.role(), post.path(), clock.instant(), null));
  }

  /** A secret that anybody can work out: twenty bytes, as RFC 4226 wants. */
  static byte[] secret(String username) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = "niangjia-demo:" + username;
      return Arrays.copyOf(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
