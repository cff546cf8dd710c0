package niangjia.engine.attachment;

import java.util.regex.Pattern;

/** What a file is called: what its bringer said, with the ending of what it is. */
final class Names {

  private static final int MOST = 100;
  private static final Pattern WAY = Pattern.compile(".*[/\\\\]", Pattern.DOTALL);
  private static final Pattern UNWRITTEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\"<>|:*?]");
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private Names() {}

  static String proper(String name, FileType type) {
    var plain = UNWRITTEN.matcher(WAY.matcher(name).replaceAll("")).replaceAll("").strip();
    var stem = ENDING.matcher(plain).replaceAll("");
    if (stem.isBlank()) {
      stem = "file";
    }
    int length = Math.min(stem.codePointCount(0, stem.length()), MOST);
    return stem.substring(0, stem.offsetByCodePoints(0, length)) + "." + type.ending();
  }
}
