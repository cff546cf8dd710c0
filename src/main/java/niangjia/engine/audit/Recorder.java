package niangjia.engine.audit;

import java.time.InstantSource;
import java.util.List;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Deed.Trace;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Writes the trail: just before a transaction commits, what it did goes into it as well, so that
 * neither is ever there without the other. A transaction that changed nothing leaves none; one that
 * only locked rows counts as one that changed something.
 */
@Component
class Recorder implements TransactionExecutionListener {

  private static final String OWN = Recorder.class.getPackageName();
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** Lazily: the clock asks the database, whose transactions this listens to. */
  private final ObjectProvider<InstantSource> clock;

  private final ObjectProvider<EntryRepository> entries;

  Recorder(ObjectProvider<InstantSource> clock, ObjectProvider<EntryRepository> entries) {
    this.clock = clock;
    this.entries = entries;
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    var deed = Deed.current();
    boolean opens = deed != null && deed.opens();
    if (transaction.isReadOnly() && !opens) {
      return;
    }
    if (deed == null) {
      var work = Deed.unnamed(name(transaction.getTransactionName()), Actor.current());
      write(List.of(work), false);
    } else if (opens) {
      if (deed.trace() == Trace.NONE || !transaction.isReadOnly()) {
        trace(deed, write(List.of(deed), true), Trace.ENTERED);
      }
    } else if (deed.summary() != null) {
      boolean silent = deed.summary().isEmpty();
      trace(deed, silent ? 1 : write(List.of(deed), true), Trace.SUMMED);
    } else {
      var parts = deed.parts().isEmpty() ? List.of(deed) : deed.parts();
      trace(deed, write(parts, false), Trace.ENTERED);
    }
  }

  private static void trace(Deed deed, int written, Trace trace) {
    if (written > 0) {
      deed.traced(trace);
    }
  }

  private int write(List<Deed> deeds, boolean always) {
    var now = clock.getObject().instant();
    var lines = deeds.stream().map(deed -> Entry.of(deed, Entry.Outcome.DONE, now)).toList();
    return entries.getObject().insert(lines, always);
  }

  /** What nobody named goes by the method whose transaction it is. */
  private static String name(String transaction) {
    if (!transaction.isEmpty()) {
      var parts = transaction.split("\\.", -1);
      return parts.length < 2
          ? transaction
          : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> own(frame.getDeclaringClass()))
                .findFirst()
                .map(Recorder::called)
                .orElse("system"));
  }

  private static boolean own(Class<?> type) {
    var module = type.getPackageName();
    return module.startsWith("niangjia.")
        && !module.equals(OWN)
        && !module.equals(Actor.class.getPackageName());
  }

  private static String called(StackWalker.StackFrame frame) {
    var method = frame.getMethodName();
    var plain = method.startsWith("lambda$") ? method.split("\\$", -1)[1] : method;
    return frame.getDeclaringClass().getSimpleName() + "." + plain;
  }
}
