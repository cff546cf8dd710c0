package niangjia.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.engine.access.MailSender;
import niangjia.engine.access.SmtpSamples;
import niangjia.engine.access.Told;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Email;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Messages on their way to mailboxes, through a real mail server and through moods of one. */
@ApplicationTest
class MailTests {

  /** Noon of a day that the application's own sweep does not come to. */
  private static final Instant NOON = Instant.parse("2035-05-05T04:00:00Z");

  @Autowired private Notices notices;
  @Autowired private DeliveryRepository repository;
  @Autowired private ChoiceRepository choices;
  @Autowired private Preferences preferences;
  @Autowired private Wording wording;
  @Autowired private Contacts contacts;
  @Autowired private People people;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  /** A server that answers as it is told, and remembers what it took. */
  private static final class Moody implements MailSender {

    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private volatile Told mood = Told.TAKEN;

    @Override
    public boolean given() {
      return true;
    }

    @Override
    public void send(Email address, String code, Locale locale) {
      throw new IllegalStateException("no codes here");
    }

    @Override
    public Told tell(Email address, Mail mail, UUID id) {
      if (mood == Told.TAKEN) {
        taken.add(address.address());
      }
      return mood;
    }

    @Override
    public boolean mayAsk() {
      return true;
    }
  }

  private Deliveries node(MailSender sender, AtomicReference<Instant> now) {
    var house = new Deliveries.House(22, 8);
    var ground = new Deliveries.Ground(repository, choices, transactions, now::get, house);
    var carrier = new MailCarrier(sender, contacts, wording);
    return new Deliveries(ground, List.of(carrier), new SimpleMeterRegistry());
  }

  private Person.Id reader(int offset, String address, String language) {
    var id =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        jdbc.sql(
                                """
                                select id from people.person where path <@ 'bj.d110106'
                                order by id offset :offset limit 1
                                """)
                            .param("offset", offset)
                            .query(UUID.class)
                            .single()));
    var person = new Person.Id(id);
    var path = people.profile(person).path();
    var choice = new Choice(Set.of(Channel.MAIL), language, null);
    self(person)
        .doing(
            () -> {
              preferences.keep(person, path, new Email(address));
              preferences.change(person, path, _ -> choice);
            });
    return person;
  }

  private static Actor self(Person.Id person) {
    return new Actor(UUID.randomUUID(), UUID.randomUUID(), person.value(), List.of());
  }

  private Notice post(Person.Id person, Notice.Kind kind, Instant due) {
    var title = Words.of("面粉", "Flour");
    var at = due.plus(Duration.ofDays(1));
    var notice = new Notice(person, "bj", kind, UUID.randomUUID(), title, at, due);
    Actor.asSystem(() -> notices.post(List.of(notice)));
    return notice;
  }

  private String state(Notice notice) {
    return Actor.asSystem(
        () ->
            transactions.execute(
                _ ->
                    jdbc.sql(
                            """
                            select d.state from notice.message m
                              join notice.delivery d on d.message = m.id and d.channel = 'MAIL'
                            where m.occasion = :occasion
                            """)
                        .param("occasion", notice.occasion())
                        .query(String.class)
                        .single()));
  }

  private void becomes(Notice notice, String state) {
    for (int i = 0; i < 100 && !state(notice).equals(state); i++) {
      Api.pause(Duration.ofMillis(50));
    }
    assertThat(state(notice)).isEqualTo(state);
  }

  @Test
  void everyKindArrivesInItsReadersLanguageOnceThoughTwoNodesSweep()
      throws MessagingException, IOException, InterruptedException {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    var now = new AtomicReference<>(NOON);
    var chinese = reader(0, "wang@example.org", "zh");
    var english = reader(1, "smith@example.org", "en");
    var posted = new ArrayList<Notice>();
    for (var kind : Notice.Kind.values()) {
      posted.add(post(chinese, kind, NOON));
      posted.add(post(english, kind, NOON));
    }
    var port = server.getSmtp().getPort();
    var nodes = List.of(node(SmtpSamples.to(port), now), node(SmtpSamples.to(port), now));
    var threads = nodes.stream().map(node -> Thread.startVirtualThread(node::sweep)).toList();
    for (var thread : threads) {
      thread.join();
    }
    posted.forEach(notice -> becomes(notice, "SENT"));
    nodes.forEach(Deliveries::sweep);
    var received = server.getReceivedMessages();
    assertThat(received).hasSize(posted.size());
    var ids = new ArrayList<String>();
    for (var mail : received) {
      ids.add(mail.getMessageID());
      var zh = mail.getAllRecipients()[0].toString().startsWith("wang");
      assertThat(mail.getSubject()).isEqualTo(zh ? "娘家消息：面粉" : "Niangjia: Flour");
      assertThat(mail.getContent().toString())
          .contains(zh ? "面粉" : "Flour", zh ? "请打开娘家" : "open Niangjia")
          .doesNotContain(zh ? "Flour" : "面粉", "{", "notice.");
    }
    assertThat(ids).doesNotHaveDuplicates();
    server.stop();
  }

  @Test
  void serverThatWentAwayFindsEveryMailWaiting() throws MessagingException {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(1)));
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    var server = new GreenMail(setup);
    server.start();
    int port = server.getSmtp().getPort();
    server.stop();
    var sender = SmtpSamples.to(port);
    var node = node(sender, now);
    var person = reader(2, "waits@example.org", "zh");
    var posted =
        List.of(
            post(person, Notice.Kind.OFFER, now.get()),
            post(person, Notice.Kind.TOMORROW, now.get()));
    for (int i = 0; i < 4; i++) {
      node.sweep();
      Api.pause(Duration.ofMillis(200));
      now.set(now.get().plus(Duration.ofMinutes(11)));
    }
    posted.forEach(notice -> assertThat(state(notice)).isEqualTo("DUE"));
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    // What is out is asked every ten seconds, by the machine's clock.
    for (int i = 0; i < 40 && !posted.stream().map(this::state).allMatch("SENT"::equals); i++) {
      node.sweep();
      Api.pause(Duration.ofMillis(500));
      now.set(now.get().plus(Duration.ofMinutes(3)));
    }
    posted.forEach(notice -> assertThat(state(notice)).isEqualTo("SENT"));
    assertThat(server.getReceivedMessages()).hasSize(2);
    server.stop();
  }

  @Test
  void refusedMailIsGivenUpAndItsReaderToldUntilTheNextOneArrives() {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(2)));
    var sender = new Moody();
    var node = node(sender, now);
    var person = reader(3, "gone@example.org", "zh");
    sender.mood = Told.REFUSED;
    var refused = post(person, Notice.Kind.TOMORROW, now.get());
    node.sweep();
    becomes(refused, "GIVEN_UP");
    assertThat(self(person).doing(() -> preferences.of(person)).failingAt()).isNotNull();
    sender.mood = Told.TAKEN;
    now.set(now.get().plusSeconds(60));
    var arrives = post(person, Notice.Kind.TOMORROW, now.get());
    node.sweep();
    becomes(arrives, "SENT");
    assertThat(self(person).doing(() -> preferences.of(person)).failingAt()).isNull();
  }

  @Test
  void mailThatIsPutOffIsTriedLessAndLessOftenAndGivenUpAtLast() {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(3)).minus(Duration.ofHours(4)));
    var sender = new Moody();
    sender.mood = Told.LATER;
    var node = node(sender, now);
    var notice = post(reader(4, "grey@example.org", "zh"), Notice.Kind.TOMORROW, now.get());
    for (int i = 0; i < 25 && !state(notice).equals("GIVEN_UP"); i++) {
      node.sweep();
      Api.pause(Duration.ofMillis(150));
      now.set(now.get().plus(Duration.ofMinutes(11)));
    }
    assertThat(state(notice)).isEqualTo("GIVEN_UP");
    assertThat(sender.taken).isEmpty();
  }

  @Test
  void removedAddressGetsNothingMore() {
    var now = new AtomicReference<>(NOON.plus(Duration.ofDays(4)));
    var sender = new Moody();
    var person = reader(5, "former@example.org", "zh");
    var notice = post(person, Notice.Kind.TOMORROW, now.get());
    self(person).doing(() -> preferences.drop(person, people.profile(person).path()));
    node(sender, now).sweep();
    becomes(notice, "PAST");
    assertThat(sender.taken).isEmpty();
    assertThat(self(person).doing(() -> preferences.of(person)).mailbox()).isNull();
  }
}
