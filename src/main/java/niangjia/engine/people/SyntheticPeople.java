package niangjia.engine.people;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import niangjia.engine.union.Union;
import org.jspecify.annotations.Nullable;

/**
 * Makes up people from a fixed seed: the same ones on every machine. Their id numbers carry the
 * division 110199, which does not exist, and their phones begin at 14000000001.
 */
final class SyntheticPeople {

  /** How many there are. */
  static final int COUNT = 20_000;

  /** How many of them belong to the first union. */
  static final int AT_HOME = 3_000;

  private static final String DIVISION = "110199";
  private static final long FIRST_PHONE = 14_000_000_000L;
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1964, 1, 1);
  private static final LocalDate LAST_JOIN = LocalDate.of(2026, 10, 31);
  private static final LocalDate FIRST_JOIN = LocalDate.of(2011, 1, 1);
  private static final int ORDERS = 1_000;
  private static final int ROUNDS = COUNT / ORDERS;
  private static final long FIRST_MILLIS =
      LocalDate.of(2026, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

  private static final String[] SURNAMES =
      ("王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡"
              + " 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段"
              + " 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 欧阳 司马 上官 诸葛")
          .split(" ");
  private static final String[] MEN =
      ("伟 强 磊 军 勇 杰 涛 超 明 刚 平 辉 鹏 华 飞 鑫 波 斌 宇 浩 凯 健 俊 帆 帅 旭 宁 龙 林 建国 建华 志强 海涛 文博 子轩 俊杰"
              + " 永强 国庆 立新 振华 晓东 家豪 思远 天佑 春生 大勇 德福 长河 小虎 𬭚 㐀生 𠮷祥")
          .split(" ");
  private static final String[] WOMEN =
      ("芳 娜 敏 静 丽 艳 娟 霞 秀英 婷 玲 丹 萍 红 玉 雪 倩 颖 慧 洁 梅 琳 莹 欣怡 梓涵 雨桐 诗涵 秀兰 桂英 晓燕 海燕 丽华 春梅"
              + " 美玲 小红 玉兰 佳怡 思琪 晓雯 文静 若曦 淑珍 冬梅 月娥 一诺 𬘭 𫍯然 㛃")
          .split(" ");

  private final List<Union> home;
  private final List<Union> elsewhere;

  /**
   * @param home the unions of the first {@link #AT_HOME} people: the street's and those below it
   * @param elsewhere the unions of all others
   */
  SyntheticPeople(List<Union> home, List<Union> elsewhere) {
    this.home = List.copyOf(home);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /** All of them, in the order of their identifiers. */
  List<Registration> all() {
    var people = new ArrayList<Registration>(COUNT);
    for (int i = 1; i <= COUNT; i++) {
      people.add(person(i));
    }
    return people;
  }

  private Registration person(int i) {
    var random = new SplittableRandom(20_261_122L * i);
    var born = born(i, random);
    boolean man = i % 2 == 1;
    var union = union(i, random);
    var number =
        IdNumber.complete(
            DIVISION
                + born.toString().replace("-", "")
                + String.format(Locale.ROOT, "%03d", i % ORDERS));
    var periods = periods(i, union, born, random);
    return new Registration(
        id(i, random),
        name(i, man, random),
        number,
        new Phone(Long.toString(FIRST_PHONE + i)),
        union.path(),
        periods,
        groups(i, union, periods, random),
        true);
  }

  /** A UUID of version 7 whose order is that of the people. */
  private static Person.Id id(int i, SplittableRandom random) {
    long high = ((FIRST_MILLIS + i) << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = Long.MIN_VALUE | (random.nextLong() & 0x3fffffffffffffffL);
    return new Person.Id(new UUID(high, low));
  }

  /**
   * Days of birth differ in their remainder where the order numbers repeat: no two id numbers
   * agree.
   */
  private static LocalDate born(int i, SplittableRandom random) {
    int round = (i - 1) / ORDERS;
    return FIRST_BIRTH.plusDays(round + (long) ROUNDS * random.nextInt(760));
  }

  private static String name(int i, boolean man, SplittableRandom random) {
    return switch (i) {
      case 1 -> "王强";
      case 2 -> "李娜";
      case 3 -> "张伟";
      case 4 -> "刘洋";
      default -> {
        // The square makes the common surnames at the front common here as well.
        double at = random.nextDouble() * random.nextDouble();
        var surname = SURNAMES[(int) (at * SURNAMES.length)];
        var given = man ? MEN : WOMEN;
        yield surname + given[random.nextInt(given.length)];
      }
    };
  }

  /**
   * The third lives elsewhere, so that somebody at the top of the list may not take what is for the
   * home union.
   */
  private Union union(int i, SplittableRandom random) {
    if (i <= 2) {
      return home.get(Math.min(i, home.size() - 1));
    }
    boolean here = i != 3 && i <= AT_HOME + 1;
    var unions = here ? home : elsewhere;
    return unions.get(random.nextInt(unions.size()));
  }

  private List<Registration.Period> periods(
      int i, Union union, LocalDate born, SplittableRandom random) {
    var path = union.path();
    var adult = born.plusYears(18);
    var earliest = adult.isAfter(FIRST_JOIN) ? adult : FIRST_JOIN;
    long span = Math.max(1, LAST_JOIN.toEpochDay() - earliest.toEpochDay());
    var joined = earliest.plusDays(random.nextLong(span));
    int dice = i <= 3 ? 99 : i == 4 ? 0 : random.nextInt(100);
    var other = elsewhere.get(random.nextInt(elsewhere.size())).path();
    var later = joined.plusDays(1 + random.nextLong(Math.max(1, span / 3)));
    var end = later.isAfter(LAST_JOIN) ? LAST_JOIN.plusDays(1) : later;
    if (dice < 3) {
      return List.of(period(path, Membership.State.APPLIED, LAST_JOIN, null));
    }
    if (dice < 5) {
      return List.of(
          period(path, Membership.State.ACTIVE, joined, end),
          period(path, Membership.State.SUSPENDED, end, null));
    }
    if (dice < 8) {
      return List.of(
          period(path, Membership.State.ACTIVE, joined, end),
          period(path, Membership.State.LEFT, end, null));
    }
    if (dice < 20) {
      return List.of(
          period(other, Membership.State.ACTIVE, joined, end),
          period(path, Membership.State.ACTIVE, end, null));
    }
    if (dice < 40) {
      return List.of(
          period(path, Membership.State.APPLIED, joined.minusDays(14), joined),
          period(path, Membership.State.ACTIVE, joined, null));
    }
    return List.of(period(path, Membership.State.ACTIVE, joined, null));
  }

  private static Registration.Period period(
      String path, Membership.State state, LocalDate from, @Nullable LocalDate until) {
    return new Registration.Period(path, state, from, until);
  }

  private static Map<Group, LocalDate> groups(
      int i, Union union, List<Registration.Period> periods, SplittableRandom random) {
    var name = union.name().zh();
    boolean platform = name.contains("速递") || name.contains("外卖") || name.contains("网约车");
    boolean outside =
        name.contains("环卫") || name.contains("建筑") || name.contains("运输") || name.contains("供热");
    var since = periods.getFirst().from();
    var groups = new EnumMap<Group, LocalDate>(Group.class);
    put(groups, Group.NEW_EMPLOYMENT, i == 1 || random.nextInt(100) < (platform ? 92 : 10), since);
    put(
        groups,
        Group.OUTDOOR,
        i == 1 || random.nextInt(100) < (platform || outside ? 85 : 9),
        since);
    put(groups, Group.MODEL_WORKER, random.nextInt(1000) < 6, since);
    put(groups, Group.HARDSHIP, random.nextInt(100) < 3, since);
    if (i == 2) {
      groups.clear();
    }
    return groups;
  }

  private static void put(Map<Group, LocalDate> groups, Group group, boolean in, LocalDate since) {
    if (in) {
      groups.put(group, since);
    }
  }
}
