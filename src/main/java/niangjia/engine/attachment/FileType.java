package niangjia.engine.attachment;

/** The files that are taken, by what their bytes say; a name decides nothing. */
public enum FileType {
  JPEG("image/jpeg", "jpg", Kind.PHOTO),
  PNG("image/png", "png", Kind.PHOTO),
  WEBP("image/webp", "webp", Kind.PHOTO),
  HEIC("image/heic", "heic", Kind.PHOTO),
  PDF("application/pdf", "pdf", Kind.DOCUMENT),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", Kind.DOCUMENT),
  DOCX(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "docx",
      Kind.DOCUMENT),
  TEXT("text/plain", "txt", Kind.DOCUMENT),
  CSV("text/csv", "csv", Kind.DOCUMENT),
  MP3("audio/mpeg", "mp3", Kind.VOICE),
  M4A("audio/mp4", "m4a", Kind.VOICE),
  AMR("audio/amr", "amr", Kind.VOICE),
  OGG("audio/ogg", "ogg", Kind.VOICE),
  WEBM("audio/webm", "webm", Kind.VOICE),
  MP4("video/mp4", "mp4", Kind.VIDEO);

  /** What people call it. */
  public enum Kind {
    PHOTO(10),
    DOCUMENT(10),
    VOICE(20),
    VIDEO(20);

    private static final long MEBIBYTE = 1 << 20;
    private final int mebibytes;

    Kind(int mebibytes) {
      this.mebibytes = mebibytes;
    }

    /** How many MB a file of this kind may have. */
    public int mebibytes() {
      return mebibytes;
    }

    /** How many bytes a file of this kind may have. */
    public long most() {
      return mebibytes * MEBIBYTE;
    }
  }

  private final String mime;
  private final String ending;
  private final Kind kind;

  FileType(String mime, String ending, Kind kind) {
    this.mime = mime;
    this.ending = ending;
    this.kind = kind;
  }

  /** As which it is sent. */
  public String mime() {
    return mime;
  }

  /** What its name ends with. */
  public String ending() {
    return ending;
  }

  /** What people call it. */
  public Kind kind() {
    return kind;
  }

  /** Whether a page may show it where it stands. */
  boolean shown() {
    return kind == Kind.PHOTO && this != HEIC;
  }
}
