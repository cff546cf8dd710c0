package niangjia.engine.attachment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import niangjia.engine.attachment.Attachments.Reason;

/** Tells recorded voices from films in containers that hold either. */
final class VoiceCheck {

  private static final int LOOKED_AT = 1 << 16;

  private VoiceCheck() {}

  /** The codec is named at the beginning of the first page (RFC 7845, RFC 5334). */
  static FileType ogg(Path file) throws IOException {
    var head = head(file);
    boolean voice =
        head.contains("OpusHead") || head.contains("\u0001vorbis") || head.contains("Speex   ");
    if (!voice || head.contains("theora") || head.contains("fishead")) {
      throw new Unfit(Reason.TYPE_NOT_TAKEN);
    }
    return FileType.OGG;
  }

  /** Codecs are named by texts in the tracks' entries, before all data (RFC 9559). */
  static FileType webm(Path file) throws IOException {
    var head = head(file);
    boolean voice = head.contains("A_OPUS") || head.contains("A_VORBIS");
    if (!head.contains("webm") || !voice || head.contains("V_")) {
      throw new Unfit(Reason.TYPE_NOT_TAKEN);
    }
    return FileType.WEBM;
  }

  private static String head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    }
  }
}
