package niangjia.engine.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import niangjia.platform.Words;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts messages into words, in both languages. */
@Component
class Wording {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter ZH =
      DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINESE).withZone(ZONE);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZONE);

  private final MessageSource messages;

  Wording(MessageSource messages) {
    this.messages = messages;
  }

  Words text(NoticeRepository.Row message) {
    return Words.of(text(message, Locale.CHINESE), text(message, Locale.ENGLISH));
  }

  String text(NoticeRepository.Row message, Locale locale) {
    var title = new Words(message.titleZh(), message.titleEn()).in(locale);
    Object[] facts = {title, when(message.at(), locale)};
    return messages.getMessage("notice." + message.kind(), facts, locale);
  }

  private static String when(Instant at, Locale locale) {
    return (locale.equals(Locale.ENGLISH) ? EN : ZH).format(at);
  }
}
