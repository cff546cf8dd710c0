package niangjia.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a form, so that its writer hears of all of it at once. */
public final class Faults {

  /** Several faults of one form. */
  static final class Several extends RuntimeException {

    private final transient List<Invalid> faults;

    private Several(List<Invalid> faults) {
      super(faults.stream().map(Invalid::getMessage).toList().toString(), null, false, false);
      this.faults = faults;
    }

    List<Invalid> faults() {
      return faults;
    }
  }

  private final Map<String, Invalid> found = new LinkedHashMap<>();

  /** Tries a part of the form and notes its fault; of each field the first is kept. */
  public void of(Runnable part) {
    try {
      part.run();
    } catch (Invalid e) {
      found.putIfAbsent(e.field(), e);
    }
  }

  /** The same for a part that knows its fields by shorter names. */
  public void of(String parent, Runnable part) {
    of(
        () -> {
          try {
            part.run();
          } catch (Invalid e) {
            throw e.within(parent);
          }
        });
  }

  /** Refuses the form if anything was wrong with it. */
  public void end() {
    if (!found.isEmpty()) {
      throw new Several(List.copyOf(found.values()));
    }
  }
}
