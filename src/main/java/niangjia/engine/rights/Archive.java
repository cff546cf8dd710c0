package niangjia.engine.rights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import niangjia.engine.people.PersonalData.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Packs what is held of a person into one file: {@code data.json} for machines and a page for
 * people. It is made in memory and kept nowhere.
 */
@Component
class Archive {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);
  private static final String STYLE =
      "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}"
          + "th,td{border:1px solid #ccc;padding:.3rem .6rem;text-align:start}";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Holdings holdings;
  private final MessageSource messages;

  Archive(Holdings holdings, MessageSource messages) {
    this.holdings = holdings;
    this.messages = messages;
  }

  /** The file, as a ZIP archive. */
  byte[] of(List<Section> sections, Locale locale, Instant at) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      put(zip, "data.json", JSON.writeValueAsString(tree(sections, at)));
      put(zip, "data.html", page(sections, locale, at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static Map<String, Object> tree(List<Section> sections, Instant at) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("madeAt", at.toString());
    for (var section : sections) {
      tree.put(section.table(), section.rows().stream().map(Archive::plain).toList());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> row) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    row.forEach(
        (name, value) ->
            values.put(
                name,
                switch (value) {
                  case null -> null;
                  case Timestamp moment -> moment.toInstant().toString();
                  case Number number -> number;
                  case Boolean flag -> flag;
                  default -> value.toString();
                }));
    return values;
  }

  private String page(List<Section> sections, Locale locale, Instant at) {
    var title = messages.getMessage("rights.archive", null, locale);
    var page = new StringBuilder("<!doctype html><html lang=\"");
    page.append(locale.getLanguage()).append("\"><meta charset=\"utf-8\"><title>");
    page.append(title).append("</title><style>").append(STYLE).append("</style><h1>");
    page.append(title).append("</h1><p>").append(MINUTE.format(at)).append("</p>");
    for (var section : sections) {
      page.append("<h2>").append(escaped(holdings.title(section.table()).in(locale)));
      page.append("</h2>");
      if (section.rows().isEmpty()) {
        page.append("<p>").append(messages.getMessage("rights.nothing", null, locale));
        page.append("</p>");
      } else {
        table(page, section.rows(), locale);
      }
    }
    return page.append("</html>\n").toString();
  }

  private void table(StringBuilder page, List<Map<String, @Nullable Object>> rows, Locale locale) {
    page.append("<table><thead><tr>");
    for (var name : rows.getFirst().keySet()) {
      page.append("<th>").append(escaped(label("rights.column." + name, name, locale)));
    }
    page.append("</thead><tbody>");
    for (var row : rows) {
      page.append("<tr>");
      row.values().forEach(value -> page.append("<td>").append(escaped(shown(value, locale))));
    }
    page.append("</tbody></table>");
  }

  private String shown(@Nullable Object value, Locale locale) {
    return switch (value) {
      case null -> "";
      case Timestamp moment -> MINUTE.format(moment.toInstant());
      case Date day -> day.toString();
      case Boolean flag -> label("rights.value." + flag, flag.toString(), locale);
      default -> label("rights.value." + value, value.toString(), locale);
    };
  }

  private String label(String key, String otherwise, Locale locale) {
    var text = messages.getMessage(key, null, otherwise, locale);
    return text == null ? otherwise : text;
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
