package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Gates with and without a network. */
@Tag("alone")
@ApplicationTest
class RedemptionTests {

  private static final int CROWD = 1000;
  private static final Actor GATE =
      new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.GATE, "bj")));
  private static final Actor OFFICER =
      new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, "bj")));

  @Autowired private Bookings bookings;
  @Autowired private WaitingList waitingList;
  @Autowired private Offerings offerings;
  @Autowired private Vouchers vouchers;
  @Autowired private Redemptions redemptions;
  @Autowired private Conflicts conflicts;
  @Autowired private GateLists lists;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;
  @Autowired private JsonMapper json;

  private Offering offering;
  private Person.Id holder;
  private Booking booking;
  private String token;

  @BeforeEach
  void book() {
    var draft = new OfferingBuilder(clock.instant()).place(10).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    offering = offerings.get(draft.id());
    holder = someone();
    booking = book(holder);
    token = vouchers(booking).token();
  }

  @Test
  void theSameAttemptAgainGetsTheSameAnswer() {
    var key = Ids.next();
    assertThat(redeem(key, token, "东门", null)).isInstanceOf(Answer.Done.class);
    assertThat(redeem(key, token, "东门", null)).isInstanceOf(Answer.Done.class);
    assertThat(reason(redeem(Ids.next(), token, "西门", null)))
        .isEqualTo(Answer.Reason.ALREADY_REDEEMED);
    assertThat(conflicts()).as("nobody was let in").isEmpty();
  }

  @Test
  void oneOfAThousandGatesIsFirst() throws InterruptedException {
    var answers = new ArrayList<Answer>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, CROWD)
              .mapToObj(i -> (Callable<Answer>) () -> redeem(Ids.next(), token, "门" + i, null))
              .toList();
      for (var future : executor.invokeAll(tasks)) {
        answers.add(future.resultNow());
      }
    }
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(1);
    assertThat(rows("USED")).isEqualTo(1);
  }

  @Test
  void aCardOfTenVisitsIsGoodForTenAmongAThousandTries() throws InterruptedException {
    var card = card(10);
    assertThat(reason(redeem(Ids.next(), card, "东门", null))).isEqualTo(Answer.Reason.HOW_MANY);
    var answers = new ArrayList<Answer>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, CROWD)
              .mapToObj(
                  i -> (Callable<Answer>) () -> redeem(Ids.next(), card, "门", null, 1 + i % 3))
              .toList();
      for (var future : executor.invokeAll(tasks)) {
        answers.add(future.resultNow());
      }
    }
    assertThat(units()).isEqualTo(new Units(10, 10));
    assertThat(sum()).as("the rows add up to what was used").isEqualTo(10);
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSizeBetween(4, 10);
    assertThat(reason(redeem(Ids.next(), card, "门", null, 1)))
        .isEqualTo(Answer.Reason.ALREADY_REDEEMED);
  }

  @Test
  void someNowAndTheRestLater() {
    var card = card(3);
    var key = Ids.next();
    assertThat(redeem(key, card, "东门", null, 2)).isInstanceOf(Answer.Done.class);
    assertThat(redeem(key, card, "东门", null, 2)).isInstanceOf(Answer.Done.class);
    assertThat(units()).isEqualTo(new Units(3, 2));
    assertThat(reason(redeem(Ids.next(), card, "西门", null, 2)))
        .isEqualTo(Answer.Reason.NOT_THAT_MANY);
    assertThat(reason(waitingList.cancel(booking.id(), holder)))
        .isEqualTo(Answer.Reason.ALREADY_REDEEMED);
    assertThat(redeem(Ids.next(), card, "西门", clock.instant(), 1)).isInstanceOf(Answer.Done.class);
    assertThat(units().left()).isZero();
  }

  @Test
  void theTableRefusesMoreThanWasGranted() {
    redeem(Ids.next(), token, "东门", null);
    var more = "update booking.booking set used = used + 1 where id = :id";
    assertThatThrownBy(() -> seen(() -> jdbc.sql(more).param("id", booking.id().value()).update()))
        .hasMessageContaining("never_more_than_granted");
  }

  /** Books a place that is good for so many units; its token. */
  private String card(int granted) {
    var draft = new OfferingBuilder(clock.instant()).place(10, granted).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    offering = offerings.get(draft.id());
    booking = book(holder);
    assertThat(vouchers(booking).units()).isEqualTo(new Units(granted, 0));
    return vouchers(booking).token();
  }

  private Units units() {
    return redemptions.units(booking);
  }

  private long sum() {
    var sql = "select sum(units) from booking.redemption where booking_id = :id";
    return seen(() -> jdbc.sql(sql).param("id", booking.id().value()).query(Long.class).single());
  }

  @Test
  void whatAGateToldLateKeepsItsOwnTime() {
    var at = clock.instant().minus(Duration.ofMinutes(30));
    assertThat(redeem(Ids.next(), token, "东门", at)).isInstanceOf(Answer.Done.class);
    var redemption = Objects.requireNonNull(find().redemption());
    assertThat(Duration.between(at, redemption.at()).abs()).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void aTimeToComeIsTakenAsNow() {
    redeem(Ids.next(), token, "东门", clock.instant().plus(Duration.ofDays(9)));
    var redemption = Objects.requireNonNull(find().redemption());
    assertThat(redemption.at()).isBeforeOrEqualTo(clock.instant());
  }

  @Test
  void theSecondOfTwoOfflineGatesIsAConflictOnRecord() {
    var early = clock.instant().minus(Duration.ofMinutes(30));
    var late = clock.instant().minus(Duration.ofMinutes(10));
    var key = Ids.next();
    redeem(Ids.next(), token, "东门", late);
    assertThat(reason(redeem(key, token, "西门", early))).isEqualTo(Answer.Reason.ALREADY_REDEEMED);
    assertThat(reason(redeem(key, token, "西门", early))).isEqualTo(Answer.Reason.ALREADY_REDEEMED);
    var conflict = conflicts().getFirst();
    assertThat(conflicts()).hasSize(1);
    assertThat(Objects.requireNonNull(conflict.first()).gate())
        .as("heard of first")
        .isEqualTo("东门");
    assertThat(conflict.second().gate()).isEqualTo("西门");
    assertThat(Duration.between(early, conflict.second().at()).abs())
        .isLessThan(Duration.ofMillis(1));
    assertThat(conflict.holder()).contains("*");
  }

  @Test
  void whoCancelledMeanwhileWasLetInAndThatIsOnRecord() {
    waitingList.cancel(booking.id(), holder);
    var at = clock.instant().minus(Duration.ofMinutes(1));
    assertThat(reason(redeem(Ids.next(), token, "东门", at))).isEqualTo(Answer.Reason.NOT_CONFIRMED);
    assertThat(conflicts().getFirst().first()).isNull();
    assertThat(conflicts().getFirst().state()).isEqualTo(Booking.State.CANCELLED);
  }

  @Test
  void aKeyIsForOneVoucher() {
    var key = Ids.next();
    redeem(key, token, "东门", null);
    var other = vouchers(book(someone())).token();
    assertThat(reason(redeem(key, other, "东门", null))).isEqualTo(Answer.Reason.KEY_REUSED);
  }

  @Test
  void theRecordIsNeverChanged() {
    redeem(Ids.next(), token, "东门", null);
    for (var statement :
        List.of(
            "update booking.redemption set gate = 'x' where booking_id = :id",
            "delete from booking.redemption where booking_id = :id")) {
      assertThatThrownBy(
              () -> seen(() -> jdbc.sql(statement).param("id", booking.id().value()).update()))
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void aListHoldsHashesAndIsSigned() throws GeneralSecurityException {
    var code = vouchers(booking).code().replace("-", "");
    var never = book(someone());
    var signed = GATE.doing(() -> lists.sign(offering.id()));
    assertThat(verified(signed)).isTrue();
    assertThat(verified(new GateList.Signed(signed.list() + " ", signed.signature(), signed.key())))
        .isFalse();
    assertThat(signed.list())
        .doesNotContain(booking.id().value().toString())
        .doesNotContain(code)
        .doesNotContain(holder.value().toString());
    var list = json.readTree(signed.list());
    var salt = list.path("salt").asString();
    var ids = list.path("entries").valueStream().map(e -> e.path("id").asString()).toList();
    var codes = list.path("entries").valueStream().map(e -> e.path("code").asString()).toList();
    assertThat(ids)
        .contains(hash(salt + booking.id().value()), hash(salt + never.id().value()))
        .hasSize(2);
    assertThat(codes)
        .contains(hash(salt + code), hash(salt + vouchers(never).code().replace("-", "")));
  }

  @Test
  void aListSaysWhatWasUsedAndNotWhatWasGivenBack() {
    redeem(Ids.next(), token, "东门", null);
    var back = book(someone());
    waitingList.cancel(back.id(), back.person());
    var list = json.readTree(GATE.doing(() -> lists.sign(offering.id())).list());
    assertThat(
            list.path("entries").valueStream().map(e -> e.path("used").path("gate").asString("")))
        .containsExactly("东门");
    assertThat(GATE.doing(() -> lists.choices()).stream().map(GateList.Choice::id))
        .contains(offering.id());
  }

  private static boolean verified(GateList.Signed signed) throws GeneralSecurityException {
    var head = HexFormat.of().parseHex("302a300506032b6570032100");
    var key = Base64.getUrlDecoder().decode(signed.key());
    var encoded = Arrays.copyOf(head, head.length + key.length);
    System.arraycopy(key, 0, encoded, head.length, key.length);
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    signature.update(("NJL1." + signed.list()).getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getUrlDecoder().decode(signed.signature()));
  }

  private static String hash(String text) throws GeneralSecurityException {
    var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
  }

  private Answer redeem(UUID key, String text, String gate, @Nullable Instant at) {
    return redeem(key, text, gate, at, null);
  }

  private Answer redeem(
      UUID key, String text, String gate, @Nullable Instant at, @Nullable Integer units) {
    var use = new Redemptions.Use(key, text, gate, null, at, null, units);
    return GATE.doing(() -> redemptions.redeem(use));
  }

  private static Answer.Reason reason(Answer answer) {
    return ((Answer.No) answer).reason();
  }

  private List<Conflict> conflicts() {
    return OFFICER.doing(() -> conflicts.of(offering.id()));
  }

  private Booking book(Person.Id person) {
    var place = offering.places().getFirst().id();
    var key = new Booking.Id(Ids.next());
    var answer = as(person).doing(() -> bookings.book(offering.id(), key, place, person, false));
    return ((Answer.Done) answer).booking();
  }

  private Vouchers.Voucher vouchers(Booking of) {
    return as(of.person()).doing(() -> vouchers.of(of.id(), of.person())).orElseThrow();
  }

  private static Actor as(Person.Id person) {
    return new Actor(person.value(), person.value(), person.value(), List.of());
  }

  private Booking find() {
    return as(holder).doing(() -> bookings.get(booking.id()));
  }

  private long rows(String outcome) {
    return seen(
        () ->
            jdbc.sql(
                    """
                    select count(*) from booking.redemption
                    where booking_id = :id and outcome = :outcome
                    """)
                .param("id", booking.id().value())
                .param("outcome", outcome)
                .query(Long.class)
                .single());
  }

  private Person.Id someone() {
    var sql = "select id from people.person where path <@ 'bj' order by random() limit 1";
    return seen(() -> new Person.Id(jdbc.sql(sql).query(UUID.class).single()));
  }

  private <T> T seen(java.util.function.Supplier<T> read) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> read.get())));
  }
}
