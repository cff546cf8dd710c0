package niangjia.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text that officers write for people, in Chinese and, where they have it, in English.
 *
 * @param zh the Chinese text, never blank
 * @param en the English text, or null when there is none: readers then see the Chinese
 */
public record Words(String zh, @Nullable String en) {

  public Words {
    if (zh == null || zh.isBlank()) {
      throw new Invalid("zh", "required");
    }
    zh = zh.strip();
    en = en == null || en.isBlank() ? null : en.strip();
  }

  /** A text in both languages. */
  public static Words of(String zh, String en) {
    return new Words(zh, en);
  }

  /** The text for a reader of that language. */
  public String in(Locale locale) {
    return en != null && locale.getLanguage().equals("en") ? en : zh;
  }

  /** Whether neither language is longer than that many characters. */
  public boolean within(int characters) {
    return zh.length() <= characters && (en == null || en.length() <= characters);
  }
}
