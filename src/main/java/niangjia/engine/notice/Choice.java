package niangjia.engine.notice;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told.
 *
 * @param channels besides the app
 * @param language {@code zh} or {@code en}
 * @param quiet null for the house's hours
 */
record Choice(Set<Channel> channels, String language, @Nullable Quiet quiet) {

  /** Of whoever chose nothing: the app alone. */
  static final Choice NONE = new Choice(Set.of(), "zh", null);

  Choice {
    channels = Set.copyOf(channels);
  }

  Locale locale() {
    return language.equals("en") ? Locale.ENGLISH : Locale.CHINESE;
  }
}
