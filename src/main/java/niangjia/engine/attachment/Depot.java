package niangjia.engine.attachment;

import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What files are kept with: their rows, their storage, the way in, and the time. */
@Component
record Depot(
    AttachmentRepository repository,
    Storage storage,
    Intake intake,
    TransactionOperations transactions,
    InstantSource clock) {}
