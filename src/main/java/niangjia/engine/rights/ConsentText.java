package niangjia.engine.rights;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/**
 * What people are asked to agree to for one purpose, in both languages: a draft, or a version that
 * nobody changes any more.
 *
 * @param version 1, 2, 3 …; null while it is a draft
 * @param asksAgain whether earlier answers count no longer: what is done with the data has changed
 * @param changes what is other than in the version before; null in the first
 * @param revision counts the changes of a draft
 * @param digest SM3 of all that was published, in hex; null while it is a draft
 */
record ConsentText(
    UUID id,
    Purpose purpose,
    @Nullable Integer version,
    boolean asksAgain,
    Words title,
    Words text,
    @Nullable Words changes,
    int revision,
    @Nullable String digest,
    @Nullable Instant publishedAt) {

  private static final int TITLE = 80;
  private static final int TEXT = 2_000;
  private static final int CHANGES = 400;

  ConsentText {
    check("title", title, TITLE);
    check("text", text, TEXT);
    if (changes != null) {
      check("changes", changes, CHANGES);
    }
  }

  private static void check(String field, Words words, int most) {
    if (words.en() == null) {
      throw new Invalid(field + ".en", "required");
    }
    if (!words.within(most)) {
      throw new Invalid(field, "tooLong", most);
    }
  }

  /** The number of a published version. */
  int number() {
    if (version == null) {
      throw new IllegalStateException(purpose + " is a draft and has no number");
    }
    return version;
  }

  /** The digest that it has as that version. */
  String digestAs(int number) {
    var fields = new ArrayList<String>();
    fields.addAll(List.of(purpose.name(), String.valueOf(number), String.valueOf(asksAgain)));
    for (var words : changes == null ? List.of(title, text) : List.of(title, text, changes)) {
      fields.add(words.zh());
      fields.add(String.valueOf(words.en()));
    }
    var bytes = String.join("\0", fields).getBytes(StandardCharsets.UTF_8);
    var sm3 = new SM3Digest();
    sm3.update(bytes, 0, bytes.length);
    var out = new byte[sm3.getDigestSize()];
    sm3.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  /** Whether it says what was published. */
  boolean intact() {
    return version == null || digestAs(version).equals(digest);
  }
}
