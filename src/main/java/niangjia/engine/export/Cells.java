package niangjia.engine.export;

import java.util.regex.Pattern;

/**
 * Makes texts harmless for spreadsheets: a cell that would be taken for a formula (OWASP, CSV
 * Injection) begins with an apostrophe instead, and what no file may hold is left out.
 */
final class Cells {

  /** The most characters that a cell of a workbook holds. */
  private static final int MOST = 32_000;

  /** Spaces before count for nothing; wide signs mean the same to some programs. */
  private static final Pattern FORMULA =
      Pattern.compile("^[\\s\\p{Cc}\\p{Cf}\\p{Z}]*[=+\\-@＝＋－＠].*|^[\\t\\r\\n].*", Pattern.DOTALL);

  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]|[\\ufffe\\uffff]|\\p{Cs}");

  private Cells() {}

  /** The text as it may stand in a cell. */
  static String harmless(String text) {
    var clean = FORBIDDEN.matcher(text).replaceAll("");
    if (clean.length() > MOST) {
      clean = clean.substring(0, MOST);
    }
    return FORMULA.matcher(clean).matches() ? "'" + clean : clean;
  }
}
