package niangjia.engine.form;

import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What answers are written with: transactions and the time. */
@Component("formClockwork")
record Clockwork(TransactionOperations transactions, InstantSource clock) {}
