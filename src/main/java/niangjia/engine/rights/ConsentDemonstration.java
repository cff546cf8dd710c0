package niangjia.engine.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import niangjia.engine.people.Members;
import niangjia.engine.rights.Consents.Answer;
import niangjia.engine.rights.Consents.Channel;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Words;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what the demonstration's members are asked to agree to, once, and lets some of them
 * answer; the texts are the module's messages.
 */
@Component
@Order(40)
@ConditionalOnProperty("niangjia.demo")
class ConsentDemonstration implements ApplicationRunner {

  private static final String HOME = "bj.d110105.s110105001";
  private static final int ASKED = 60;
  private static final Duration LONG_AGO = Duration.ofDays(120);
  private static final Duration AGO = Duration.ofDays(90);
  private static final Duration LATELY = Duration.ofDays(12);

  private final ConsentTextRepository texts;
  private final ConsentRepository answers;
  private final Members members;
  private final TransactionOperations transactions;
  private final Tools tools;

  /** What words and times the demonstration needs. */
  @Component
  record Tools(MessageSource messages, InstantSource clock) {}

  ConsentDemonstration(
      ConsentTextRepository texts,
      ConsentRepository answers,
      Members members,
      TransactionOperations transactions,
      Tools tools) {
    this.texts = texts;
    this.answers = answers;
    this.members = members;
    this.transactions = transactions;
    this.tools = tools;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var people = Actor.asSystem(() -> members.contacts(HOME, null, ASKED)).items();
    if (people.isEmpty() || !Actor.<Boolean>asSystem(() -> publish())) {
      return;
    }
    var now = tools.clock().instant();
    for (int i = 0; i < people.size(); i++) {
      var one = people.get(i);
      var self = new Actor(null, null, one.person().value(), List.of());
      int turn = i;
      self.doing(
          () -> transactions.executeWithoutResult(_ -> answer(one, turn, now.minus(AGO), now)));
    }
  }

  /** Each third says something else, so that every state is to be seen. */
  private void answer(Members.Contact one, int turn, Instant before, Instant now) {
    say(one, Purpose.PARTNER, 1, true, before);
    say(one, Purpose.PUBLICITY, 1, turn % 3 != 0, before);
    if (turn % 3 == 1) {
      say(one, Purpose.PARTNER, 2, true, now.minus(LATELY).plus(Duration.ofDays(1)));
    }
    if (turn % 3 == 2) {
      say(one, Purpose.TEXTS, 1, true, before);
      say(one, Purpose.TEXTS, 1, false, now.minus(LATELY));
    }
  }

  private void say(Members.Contact one, Purpose purpose, int version, boolean given, Instant at) {
    var answer = new Answer(one.person(), one.path(), purpose, version, given);
    answers.write(answer, Channel.APP, at);
  }

  private boolean publish() {
    var done =
        transactions.execute(
            _ -> {
              if (!texts.all().isEmpty()) {
                return false;
              }
              var now = tools.clock().instant();
              publish(Purpose.PARTNER, 1, true, now.minus(LONG_AGO));
              publish(Purpose.PARTNER, 2, true, now.minus(LATELY));
              publish(Purpose.PUBLICITY, 1, true, now.minus(LONG_AGO));
              publish(Purpose.PUBLICITY, 2, false, now.minus(LATELY));
              publish(Purpose.TEXTS, 1, true, now.minus(LONG_AGO));
              return texts.begin(draft(Purpose.BANK, 1, true), null);
            });
    return Boolean.TRUE.equals(done);
  }

  private void publish(Purpose purpose, int version, boolean asksAgain, Instant at) {
    var draft = draft(purpose, version, asksAgain);
    texts.begin(draft, null);
    texts.publish(draft, version, null, at);
  }

  private ConsentText draft(Purpose purpose, int version, boolean asksAgain) {
    return new ConsentText(
        Ids.next(),
        purpose,
        null,
        asksAgain,
        words(purpose, version, "title"),
        words(purpose, version, "text"),
        version == 1 ? null : words(purpose, version, "changes"),
        1,
        null,
        null);
  }

  private Words words(Purpose purpose, int version, String part) {
    var key = "rights.demo.%s.%d.%s".formatted(purpose, version, part);
    return Words.of(said(key, Locale.CHINESE), said(key, Locale.ENGLISH));
  }

  private String said(String key, Locale locale) {
    return tools.messages().getMessage(key, null, locale);
  }
}
