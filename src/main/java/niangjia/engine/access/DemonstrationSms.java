package niangjia.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Phone;
import niangjia.platform.Sealer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The demonstration's telephone: keeps the last code of each number for a page that shows it. If a
 * gateway is set, that gets everything as well.
 */
@Component
@Primary
@ConditionalOnProperty("niangjia.demo")
class DemonstrationSms implements SmsSender {

  /** A code on the demonstration's telephone. */
  record Message(Phone phone, String code, Instant at) {}

  private final CodeRepository repository;
  private final Sealer sealer;
  private final InstantSource clock;
  private final HttpSms gateway;

  DemonstrationSms(CodeRepository repository, Sealer sealer, InstantSource clock, HttpSms gateway) {
    this.gateway = gateway;
    this.repository = repository;
    this.sealer = sealer;
    this.clock = clock;
  }

  @Override
  public void send(Phone phone, String code, Locale locale) {
    repository.keepMessage(
        new CodeRepository.Message(
            sealer.hash(phone.digits()),
            sealer.seal(phone.digits()),
            sealer.seal(code),
            clock.instant()));
    if (gateway.given()) {
      gateway.send(phone, code, locale);
    }
  }

  /** The demonstration has no telephone for texts: they count as sent. */
  @Override
  public Told tell(Phone phone, String text, UUID id) {
    return gateway.given() ? gateway.tell(phone, text, id) : Told.TAKEN;
  }

  @Override
  public boolean mayAsk() {
    return !gateway.given() || gateway.mayAsk();
  }

  /** The newest codes, each number's last. */
  List<Message> newest(int limit) {
    return repository.messages(limit).stream().map(this::open).toList();
  }

  /** The last code of a number, if it is fresh. */
  Optional<String> code(Phone phone) {
    return repository
        .message(sealer.hash(phone.digits()), clock.instant().minus(Codes.VALID_FOR))
        .map(message -> open(message).code());
  }

  private Message open(CodeRepository.Message message) {
    return new Message(
        new Phone(sealer.open(message.phoneSealed())),
        sealer.open(message.codeSealed()),
        message.sentAt());
  }
}
