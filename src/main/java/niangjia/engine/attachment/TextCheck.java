package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import niangjia.engine.attachment.Attachments.Reason;

/** A text is one in UTF-8 or GB 18030, without control characters and without parts of a page. */
final class TextCheck {

  private static final Pattern PAGE =
      Pattern.compile("<\\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|\\?xml)");
  private static final int BUFFER = 1 << 14;

  /** Longer than any beginning that is looked for. */
  private static final int OVERLAP = 64;

  private TextCheck() {}

  static void check(Path file) throws IOException {
    if (!reads(file, StandardCharsets.UTF_8) && !reads(file, Charset.forName("GB18030"))) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  private static boolean reads(Path file, Charset charset) throws IOException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try (var reader = new InputStreamReader(Files.newInputStream(file), decoder)) {
      var buffer = new char[BUFFER];
      var before = "";
      for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
        var text = before + new String(buffer, 0, read).toLowerCase(Locale.ROOT);
        if (PAGE.matcher(text).find()) {
          throw new Unfit(Reason.ACTIVE_CONTENT);
        }
        if (text.chars().anyMatch(TextCheck::unwritten)) {
          return false;
        }
        before = text.substring(Math.max(0, text.length() - OVERLAP));
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean unwritten(int c) {
    return (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7f;
  }
}
