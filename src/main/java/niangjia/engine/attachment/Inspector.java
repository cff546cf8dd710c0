package niangjia.engine.attachment;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import niangjia.engine.attachment.Attachments.Reason;
import org.apache.tika.detect.Detector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

/**
 * Looks into a file before it is kept: what it is by its first bytes, whether it may be as long,
 * and whether anything in it runs. Photos and films lose their descriptions on the way.
 */
@Component
class Inspector {

  private static final int BUFFER = 1 << 16;

  /** Texts in GB 18030 have no sign of their own; they are read as such afterwards. */
  private static final Pattern TEXT = Pattern.compile("(?i).*\\.(?:txt|csv)");

  private final Detector detector = MimeTypes.getDefaultMimeTypes();

  /**
   * Says what a file is, and takes out of it what nobody has to know.
   *
   * @param name what it was called, which only tells a table from a text
   * @throws Unfit when it is not taken
   */
  FileType inspect(Path file, String name) throws IOException {
    try {
      var type = type(file, name);
      if (Files.size(file) > type.kind().most()) {
        throw tooLarge(type.kind());
      }
      check(file, type);
      return type;
    } catch (EOFException e) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  static Unfit tooLarge(FileType.Kind kind) {
    return new Unfit(Reason.TOO_LARGE, Map.of("mebibytes", kind.mebibytes()));
  }

  private FileType type(Path file, String name) throws IOException {
    return switch (sniff(file)) {
      case "image/jpeg" -> FileType.JPEG;
      case "image/png", "image/apng", "image/vnd.mozilla.apng" -> FileType.PNG;
      case "image/webp" -> FileType.WEBP;
      case "image/heic", "image/heif" -> FileType.HEIC;
      case "application/pdf" -> FileType.PDF;
      case "application/zip", "application/x-tika-ooxml" -> OfficeCheck.type(file);
      case "audio/mpeg" -> FileType.MP3;
      case "audio/amr", "audio/amr-wb" -> FileType.AMR;
      case "audio/mp4", "video/mp4", "application/mp4", "video/quicktime", "video/x-m4v" ->
          Boxes.films(file) ? FileType.MP4 : FileType.M4A;
      case "audio/ogg", "audio/vorbis", "audio/opus", "audio/speex", "application/ogg" ->
          VoiceCheck.ogg(file);
      case "audio/webm", "video/webm", "application/x-matroska", "video/x-matroska" ->
          VoiceCheck.webm(file);
      case String type when reads(type, name) -> text(name);
      default -> throw new Unfit(Reason.TYPE_NOT_TAKEN);
    };
  }

  private static boolean reads(String type, String name) {
    return type.equals("application/octet-stream")
        ? TEXT.matcher(name).matches()
        : type.startsWith("text/") && !type.contains("html");
  }

  private static FileType text(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? FileType.CSV : FileType.TEXT;
  }

  private String sniff(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      return detector.detect(in, new Metadata()).getBaseType().toString();
    }
  }

  private static void check(Path file, FileType type) throws IOException {
    switch (type) {
      case JPEG -> Stripped.of(file, JpegStrip::strip);
      case PNG -> Stripped.of(file, PngStrip::strip);
      case WEBP -> Stripped.of(file, WebpStrip::strip);
      case HEIC, M4A, MP4 -> Boxes.clear(file);
      case PDF -> PdfCheck.check(file);
      case XLSX, DOCX -> OfficeCheck.check(file);
      case TEXT, CSV -> TextCheck.check(file);
      case MP3, AMR, OGG, WEBM -> {}
    }
  }
}
