package niangjia.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does many things at the same time, each on a thread of its own. */
public final class Together {

  private Together() {}

  /** The results in the order of the tasks, when all are done. */
  public static <T> List<T> all(List<Callable<T>> tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> done : executor.invokeAll(tasks)) {
        results.add(done.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("one did not get through", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
