package niangjia.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What is being done, for the audit trail: which operation, on which object, by whom, from where. A
 * request is one deed; a lane does those of its whole batch together. Features need not know it:
 * the trail is written from the deed when a transaction commits.
 */
public final class Deed {

  /** How far the trail knows of the deed. */
  public enum Trace {
    /** Nothing of it is in the trail. */
    NONE,
    /** It has an entry of its own. */
    ENTERED,
    /** It stands in a summary, or there is nothing to say of it. */
    SUMMED
  }

  private static final ScopedValue<Deed> BOUND = ScopedValue.newInstance();
  private static final String ATTRIBUTE = Deed.class.getName();
  private static final int IPV4_KEPT = 3;
  private static final int IPV6_KEPT = 6;

  private final String operation;
  private final boolean opens;
  private final Actor actor;
  private final @Nullable String address;
  private final List<Deed> parts;
  private @Nullable String kind;
  private @Nullable String object;
  private @Nullable UUID subject;
  private @Nullable String reason;
  private @Nullable String note;
  private @Nullable String summary;
  private volatile Trace trace = Trace.NONE;

  private Deed(
      String operation, boolean opens, Actor actor, @Nullable String address, List<Deed> parts) {
    this.operation = operation;
    this.opens = opens;
    this.actor = actor;
    this.address = address;
    this.parts = List.copyOf(parts);
  }

  /**
   * A request.
   *
   * @param operation method and path with its slots
   * @param opens whether it shows one person's data to another
   * @param address the caller's, which is kept in part only
   */
  public static Deed request(String operation, boolean opens, Actor actor, String address) {
    return new Deed(operation, opens, actor, address, List.of());
  }

  /** The system's own work, under a name. */
  public static Deed ofSystem(String operation) {
    return new Deed(operation, false, Actor.SYSTEM, null, List.of());
  }

  /** Work beside any request, by the name of the method that does it. */
  public static Deed unnamed(String method, Actor actor) {
    return new Deed(method, false, actor, null, List.of());
  }

  /**
   * Several deeds that one transaction does.
   *
   * @param lane what the lane is called, then what it is for
   */
  static Deed together(String lane, List<Deed> parts) {
    var names = lane.split(" ", 2);
    var deed = new Deed("lane " + names[0], false, Actor.SYSTEM, null, parts);
    deed.object = names.length > 1 ? names[1] : null;
    return deed;
  }

  /** The deed of this thread, null for work that nobody named. */
  public static @Nullable Deed current() {
    if (BOUND.isBound()) {
      return BOUND.get();
    }
    var request = RequestContextHolder.getRequestAttributes();
    return request == null
        ? null
        : (Deed) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
  }

  /** Makes this the deed of the running request. */
  public void begin() {
    Objects.requireNonNull(RequestContextHolder.getRequestAttributes())
        .setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
  }

  /** Does work as this deed. */
  public <T> T doing(Supplier<T> work) {
    return ScopedValue.where(BOUND, this).call(work::get);
  }

  /** Does work as this deed. */
  public void doing(Runnable work) {
    ScopedValue.where(BOUND, this).run(work);
  }

  /** Says what the deed is done on. */
  public Deed on(String kind, @Nullable String object) {
    this.kind = kind.isEmpty() ? null : kind;
    this.object = object;
    return this;
  }

  /** Says whose data the deed shows or changes. */
  public Deed of(UUID person) {
    this.subject = person;
    return this;
  }

  /**
   * Says why the deed is done.
   *
   * @param reason a code out of a list
   * @param note a few words that name nobody
   */
  public void because(String reason, @Nullable String note) {
    this.reason = reason;
    this.note = note;
  }

  /**
   * Has one entry written for the running transaction instead of one for each part; none at all
   * when there is nothing to say. Harmless where no deed is known.
   */
  public static void sum(String summary) {
    var deed = current();
    if (deed != null) {
      deed.summary = summary;
    }
  }

  /** Notes how far the trail knows of this deed and its parts. */
  public void traced(Trace trace) {
    this.trace = trace;
    parts.forEach(part -> part.traced(trace));
  }

  /** How far the trail knows of it. */
  public Trace trace() {
    return trace;
  }

  /** Method and path with its slots, or the name of the system's work. */
  public String operation() {
    return operation;
  }

  /** Whether it shows one person's data to another. */
  public boolean opens() {
    return opens;
  }

  /** Whoever does it. */
  public Actor actor() {
    return actor;
  }

  /** From where: the network without the machine; null for the system. */
  public @Nullable String address() {
    return address == null ? null : shortened(address);
  }

  /** The deeds that are done together; empty for a single one. */
  public List<Deed> parts() {
    return parts;
  }

  /** The kind of object, null when there is none. */
  public @Nullable String kind() {
    return kind;
  }

  /** The object's identifier, null when there is none. */
  public @Nullable String object() {
    return object;
  }

  /** The person whose data it is about, null when that is nobody in particular. */
  public @Nullable UUID subject() {
    return subject;
  }

  /** Why it is done, null when nobody asked. */
  public @Nullable String reason() {
    return reason;
  }

  /** A few words more on the reason. */
  public @Nullable String note() {
    return note;
  }

  /** What is said of the whole batch; null when each part speaks for itself. */
  public @Nullable String summary() {
    return summary;
  }

  /** The network of an address: 24 bits of version 4, 48 of version 6. */
  static String shortened(String address) {
    try {
      var bytes = InetAddress.getByName(address).getAddress();
      int kept = bytes.length == 4 ? IPV4_KEPT : IPV6_KEPT;
      for (int i = kept; i < bytes.length; i++) {
        bytes[i] = 0;
      }
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
