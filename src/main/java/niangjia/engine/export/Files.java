package niangjia.engine.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads a file back, one piece in memory at a time. */
@Component
class Files {

  /** How long a file is kept. */
  static final Duration KEPT = Duration.ofDays(1);

  private final ExportRepository repository;
  private final Sealer sealer;
  private final TransactionTemplate reading;

  Files(ExportRepository repository, Sealer sealer, PlatformTransactionManager transactions) {
    this.repository = repository;
    this.sealer = sealer;
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  /** Until when the file is kept; null when there is none. */
  static @Nullable Instant until(Export export) {
    var readyAt = export.readyAt();
    return readyAt == null ? null : readyAt.plus(KEPT);
  }

  /**
   * Writes the file into the stream as long as its reader may have it; what is on its way when that
   * ends is at most one piece and what the network holds. Answers whether it was the whole file.
   */
  boolean read(Export export, OutputStream out, BooleanSupplier mayHave) throws IOException {
    for (int ordinal = 0; mayHave.getAsBoolean(); ordinal++) {
      int wanted = ordinal;
      var cipher =
          Optional.ofNullable(reading.execute(_ -> repository.piece(export, wanted)))
              .flatMap(found -> found);
      if (cipher.isEmpty()) {
        return true;
      }
      out.write(Pieces.open(sealer, cipher.get()));
    }
    return false;
  }
}
