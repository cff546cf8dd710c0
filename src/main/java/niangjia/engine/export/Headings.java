package niangjia.engine.export;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.platform.Words;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says on each file who took it, when and why, and puts its number on every row. */
@Component
class Headings {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SHORT = 12;

  private final Names names;
  private final MessageSource messages;
  private final InstantSource clock;

  Headings(Names names, MessageSource messages, InstantSource clock) {
    this.names = names;
    this.messages = messages;
    this.clock = clock;
  }

  /** The random end of an export's id, by which a single row is traced back to its file. */
  static String mark(UUID id) {
    var text = id.toString();
    return text.substring(text.length() - SHORT);
  }

  Table.Heading of(Export export, Source source) {
    var locale = Locale.forLanguageTag(export.language());
    var title = new Words(export.titleZh(), export.titleEn()).in(locale);
    var columns = new ArrayList<String>();
    source.columns().forEach(key -> columns.add(text(key, locale)));
    columns.add(text("export.column", locale));
    return new Table.Heading(mark(export.id()), title, watermark(export, locale), columns);
  }

  private String watermark(Export export, Locale locale) {
    var name = names.of(List.of(export.askedBy())).get(export.askedBy());
    var purpose = text("export.purpose." + export.purpose(), locale);
    return messages.getMessage(
        "export.mark",
        new Object[] {
          name == null ? export.askedBy().toString() : name.in(locale),
          TIME.format(clock.instant()),
          export.note() == null ? purpose : purpose + " (" + export.note() + ")",
          export.id().toString()
        },
        locale);
  }

  private String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }
}
