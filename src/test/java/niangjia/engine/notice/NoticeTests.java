package niangjia.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.engine.access.SmsSender;
import niangjia.engine.access.Told;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ApplicationTest
class NoticeTests {

  private static final Instant NOON = Instant.parse("2031-05-05T04:00:00Z");

  @Autowired private Notices notices;
  @Autowired private DeliveryRepository repository;
  @Autowired private ChoiceRepository choices;
  @Autowired private Preferences preferences;
  @Autowired private Wording wording;
  @Autowired private Contacts contacts;
  @Autowired private People people;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  /** Somebody of the demonstration to whom nothing was written yet. */
  private Person.Id somebody(int offset) {
    var id =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        jdbc.sql(
                                """
                                select id from people.person where path <@ 'bj.d110108'
                                  and id not in (select person_id from notice.message)
                                order by id offset :offset limit 1
                                """)
                            .param("offset", offset)
                            .query(UUID.class)
                            .single()));
    return new Person.Id(id);
  }

  private static Notice notice(Person.Id person, Instant dueAt) {
    var title = Words.of("公园年票", "Park pass");
    var at = dueAt.plus(Duration.ofHours(1));
    return new Notice(person, "bj", Notice.Kind.OPENING, UUID.randomUUID(), title, at, dueAt);
  }

  private static Actor self(Person.Id person) {
    return new Actor(UUID.randomUUID(), UUID.randomUUID(), person.value(), List.of());
  }

  private String state(Notice notice) {
    return Actor.asSystem(
        () ->
            transactions.execute(
                _ ->
                    jdbc.sql(
                            """
                            select coalesce(max(d.state), 'NONE') from notice.message m
                              left join notice.delivery d on d.message = m.id
                            where m.occasion = :occasion
                            """)
                        .param("occasion", notice.occasion())
                        .query(String.class)
                        .single()));
  }

  @Test
  void messageShowsFromItsTimeOnAndOnce() {
    var person = somebody(1);
    var now = Instant.now();
    var soon = notice(person, now.plus(Duration.ofHours(1)));
    var due = notice(person, now.minusSeconds(60));
    for (int i = 0; i < 3; i++) {
      Actor.asSystem(() -> notices.post(List.of(soon, due)));
    }
    self(person)
        .doing(
            () -> {
              assertThat(notices.of(person, 10)).hasSize(1);
              assertThat(notices.unread(person)).isEqualTo(1);
              notices.read(person);
              assertThat(notices.unread(person)).isZero();
            });
    Actor.asSystem(() -> notices.withdraw(soon));
    assertThat(notices.awaits(soon)).isFalse();
  }

  @Test
  void hundredSweepsOfTwoNodesAtOnceWriteEachMessageOnce() throws InterruptedException {
    var person = somebody(2);
    var all = Stream.generate(() -> notice(person, Instant.now())).limit(50).toList();
    var threads =
        Stream.generate(
                () -> Thread.startVirtualThread(() -> Actor.asSystem(() -> notices.post(all))))
            .limit(100)
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(self(person).<Integer>doing(() -> notices.of(person, 1000).size())).isEqualTo(50);
  }

  @Test
  void nobodySeesAnothersMessages() {
    var person = somebody(3);
    Actor.asSystem(() -> notices.post(List.of(notice(person, Instant.now()))));
    assertThat(self(somebody(4)).<Integer>doing(() -> notices.of(person, 10).size())).isZero();
  }

  @Test
  void wordsAreThereInBothLanguages() {
    for (var kind : Notice.Kind.values()) {
      var row =
          new NoticeRepository.Row(
              UUID.randomUUID(),
              UUID.randomUUID(),
              kind,
              UUID.randomUUID(),
              "面粉",
              "Flour",
              NOON,
              NOON,
              null);
      assertThat(wording.text(row).zh()).contains("面粉", "5月5日 12:00");
      assertThat(wording.text(row).en()).contains("Flour", "5 May 12:00");
    }
  }

  @Test
  void onlyTheSystemReadsAPhone() {
    var person = somebody(5);
    assertThatThrownBy(() -> self(person).doing(() -> contacts.phone(person)))
        .isInstanceOf(Forbidden.class);
  }

  /** A provider that can hang, fail and take over. */
  private static final class Provider implements SmsSender {

    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicReference<CountDownLatch> hanging =
        new AtomicReference<>(new CountDownLatch(0));
    private volatile boolean failing;

    @Override
    public void send(Phone phone, String code, Locale locale) {
      throw new IllegalStateException("no codes here");
    }

    @Override
    public Told tell(Phone phone, String text, UUID id) {
      try {
        hanging.get().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (failing) {
        throw new IllegalStateException("the provider fails");
      }
      taken.add(text);
      return Told.TAKEN;
    }
  }

  private Deliveries texts(Provider provider, AtomicReference<Instant> now) {
    var house = new Deliveries.House(22, 8);
    var ground = new Deliveries.Ground(repository, choices, transactions, now::get, house);
    var carrier = new SmsCarrier(provider, contacts, wording);
    return new Deliveries(ground, List.of(carrier), new SimpleMeterRegistry());
  }

  private Notice wanted(int offset, Instant due) {
    var person = somebody(offset);
    choose(person, null);
    var notice = notice(person, due);
    Actor.asSystem(() -> notices.post(List.of(notice)));
    return notice;
  }

  private void choose(Person.Id person, @Nullable Quiet quiet) {
    var choice = new Choice(Set.of(Channel.SMS), "zh", quiet);
    self(person)
        .doing(() -> preferences.change(person, people.profile(person).path(), _ -> choice));
  }

  private void becomes(Notice notice, String state) {
    for (int i = 0; i < 100 && !state(notice).equals(state); i++) {
      Api.pause(Duration.ofMillis(50));
    }
    assertThat(state(notice)).isEqualTo(state);
  }

  @Test
  void hangingProviderHoldsNobodyUpAndTheTextGoesLater() {
    var now = new AtomicReference<>(NOON);
    var provider = new Provider();
    var release = new CountDownLatch(1);
    provider.hanging.set(release);
    var notice = wanted(10, NOON);
    var texts = texts(provider, now);
    long begun = System.nanoTime();
    texts.sweep();
    var other = wanted(11, NOON.plusSeconds(3600));
    self(other.person()).doing(() -> notices.of(other.person(), 10));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(state(notice)).isEqualTo("DUE");
    release.countDown();
    becomes(notice, "SENT");
    texts.sweep();
    assertThat(provider.taken).filteredOn(text -> text.contains("13:00")).hasSize(1);
  }

  @Test
  void failingProviderIsTriedAgainUntilItTakesTheText() {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(1)));
    var provider = new Provider();
    provider.failing = true;
    var notice = wanted(12, now.get());
    var texts = texts(provider, now);
    texts.sweep();
    Api.pause(Duration.ofMillis(300));
    texts.sweep();
    assertThat(state(notice)).isEqualTo("DUE");
    provider.failing = false;
    now.set(now.get().plus(Duration.ofMinutes(3)));
    texts.sweep();
    becomes(notice, "SENT");
    assertThat(provider.taken).hasSize(1);
  }

  @Test
  void twoNodesSendATextOnce() throws InterruptedException {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(2)));
    var provider = new Provider();
    var notice = wanted(13, now.get());
    var nodes = List.of(texts(provider, now), texts(provider, now));
    var threads = nodes.stream().map(node -> Thread.startVirtualThread(node::sweep)).toList();
    for (var thread : threads) {
      thread.join();
    }
    becomes(notice, "SENT");
    Api.pause(Duration.ofMillis(200));
    assertThat(provider.taken).hasSize(1);
  }

  @Test
  void nightIsQuietAndWhoDidNotAskGetsNone() {
    var quiet = new Quiet(22, 8);
    assertThat(quiet.at(Instant.parse("2031-05-05T13:59:59Z"))).isFalse();
    assertThat(quiet.at(Instant.parse("2031-05-05T14:00:00Z"))).isTrue();
    assertThat(quiet.at(Instant.parse("2031-05-05T23:59:59Z"))).isTrue();
    assertThat(quiet.at(Instant.parse("2031-05-06T00:00:00Z"))).isFalse();
    assertThat(new Quiet(0, 0).at(Instant.parse("2031-05-05T18:00:00Z"))).isFalse();
    var morning = Instant.parse("2031-05-06T00:00:00Z");
    assertThat(quiet.endsAfter(Instant.parse("2031-05-05T14:00:00Z"))).isEqualTo(morning);
    assertThat(quiet.endsAfter(Instant.parse("2031-05-05T23:59:59Z"))).isEqualTo(morning);
    assertThatThrownBy(() -> new Quiet(22, 24)).isInstanceOf(Invalid.class);
    var notice = notice(somebody(14), NOON.minusSeconds(60));
    Actor.asSystem(() -> notices.post(List.of(notice)));
    assertThat(state(notice)).isEqualTo("NONE");
  }

  private Notice posted(Person.Id person, Notice.Kind kind, Instant due, Duration until) {
    var title = Words.of("面粉" + UUID.randomUUID(), "Flour");
    var notice = new Notice(person, "bj", kind, UUID.randomUUID(), title, due.plus(until), due);
    Actor.asSystem(() -> notices.post(List.of(notice)));
    return notice;
  }

  /** Eleven in the evening; the morning comes nine hours later. */
  @Test
  void textWaitsForTheMorningUnlessTheMorningIsTooLate() {
    var now = new AtomicReference<>(Instant.parse("2032-05-05T15:00:00Z"));
    var provider = new Provider();
    var texts = texts(provider, now);
    var person = somebody(15);
    choose(person, null);
    var waits = posted(person, Notice.Kind.TOMORROW, now.get(), Duration.ofHours(20));
    var late = posted(person, Notice.Kind.OFFER, now.get(), Duration.ofHours(20));
    var wakes = posted(person, Notice.Kind.OFFER, now.get(), Duration.ofHours(2));
    texts.sweep();
    becomes(wakes, "SENT");
    now.set(now.get().plus(Duration.ofMinutes(539)));
    texts.sweep();
    Api.pause(Duration.ofMillis(200));
    assertThat(provider.taken).hasSize(1);
    assertThat(state(waits)).isEqualTo("DUE");
    now.set(now.get().plus(Duration.ofMinutes(1)));
    texts.sweep();
    becomes(waits, "SENT");
    becomes(late, "SENT");
  }

  @Test
  void everybodyHasTheirOwnHoursAndNewOnesHoldAtOnce() {
    var now = new AtomicReference<>(Instant.parse("2032-06-05T04:00:00Z"));
    var texts = texts(new Provider(), now);
    var person = somebody(16);
    choose(person, new Quiet(12, 14));
    var notice = posted(person, Notice.Kind.TOMORROW, now.get(), Duration.ofHours(20));
    texts.sweep();
    now.set(now.get().plusSeconds(60));
    texts.sweep();
    Api.pause(Duration.ofMillis(200));
    assertThat(state(notice)).isEqualTo("DUE");
    choose(person, new Quiet(1, 2));
    texts.sweep();
    becomes(notice, "SENT");
  }

  @Test
  void whatIsOverOrNoLongerWantedIsNotSent() {
    var now = new AtomicReference<>(Instant.parse("2032-07-05T04:00:00Z"));
    var provider = new Provider();
    var person = somebody(17);
    choose(person, null);
    var over = posted(person, Notice.Kind.OFFER, now.get(), Duration.ofMinutes(1));
    now.set(now.get().plusSeconds(120));
    texts(provider, now).sweep();
    assertThat(state(over)).isEqualTo("PAST");
    var unwanted = posted(person, Notice.Kind.OFFER, now.get(), Duration.ofHours(1));
    var none = new Choice(Set.of(), "zh", null);
    self(person).doing(() -> preferences.change(person, people.profile(person).path(), _ -> none));
    texts(provider, now).sweep();
    assertThat(state(unwanted)).isEqualTo("PAST");
    assertThat(provider.taken).isEmpty();
  }
}
