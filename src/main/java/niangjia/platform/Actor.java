package niangjia.platform;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whoever acts now: a signed-in worker or officer, nobody, or the system itself.
 *
 * @param account the account's id, null for nobody and for the system
 * @param session the session's id, null for nobody and for the system
 * @param person the person whom a worker's account belongs to
 * @param duties the roles held, each over a subtree
 */
public record Actor(
    @Nullable UUID account, @Nullable UUID session, @Nullable UUID person, List<Duty> duties) {

  /** Nobody: a caller who has not signed in. */
  public static final Actor ANONYMOUS = new Actor(null, null, null, List.of());

  /** The system's own work, which sees the whole tree. */
  public static final Actor SYSTEM =
      new Actor(null, null, null, List.of(new Duty(Role.SYSTEM, "")));

  private static final ScopedValue<Actor> BOUND = ScopedValue.newInstance();

  public Actor {
    duties = List.copyOf(duties);
  }

  /** The actor of this thread. */
  public static Actor current() {
    if (BOUND.isBound()) {
      return BOUND.get();
    }
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Actor actor
        ? actor
        : ANONYMOUS;
  }

  /** Does the system's own work: not on anybody's behalf. */
  public static <T> T asSystem(Supplier<T> work) {
    return ScopedValue.where(BOUND, SYSTEM).call(work::get);
  }

  /** Does the system's own work: not on anybody's behalf. */
  public static void asSystem(Runnable work) {
    ScopedValue.where(BOUND, SYSTEM).run(work);
  }

  /** Does work on this actor's behalf. */
  public void doing(Runnable work) {
    ScopedValue.where(BOUND, this).run(work);
  }

  /** Does work on this actor's behalf. */
  public <T> T doing(Supplier<T> work) {
    return ScopedValue.where(BOUND, this).call(work::get);
  }

  /** Whether somebody is signed in. */
  public boolean signedIn() {
    return account != null;
  }

  /** Whether one of these roles is held, over whatever subtree. */
  public boolean holds(Role... roles) {
    return holds(Arrays.asList(roles));
  }

  /** Whether one of these roles is held, over whatever subtree. */
  public boolean holds(List<Role> roles) {
    for (var duty : duties) {
      if (roles.contains(duty.role())) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of these roles is held over that path. */
  public boolean covers(String path, Role... roles) {
    return duties.stream()
        .anyMatch(duty -> Arrays.asList(roles).contains(duty.role()) && duty.covers(path));
  }

  /** The paths over which one of these roles is held. */
  public List<String> paths(Role... roles) {
    return duties.stream()
        .filter(duty -> Arrays.asList(roles).contains(duty.role()))
        .map(Duty::path)
        .distinct()
        .toList();
  }

  /** The person of a signed-in worker; refuses anyone else. */
  public UUID self() {
    if (person == null) {
      throw new Forbidden();
    }
    return person;
  }

  /**
   * Lets only holders of one of these roles over that path go on; to others the object does not
   * exist.
   */
  public void require(String path, Role... roles) {
    if (!covers(path, roles)) {
      throw new NotFound();
    }
  }
}
