/**
 * Platform: what every module stands on and nothing of any union's business.
 *
 * <p>It owns the clock, the acting person ({@link niangjia.platform.Actor}), the authorisation
 * policy of each operation ({@link niangjia.platform.Authz}), errors on the wire, the database's
 * start-up and the wake-ups between nodes. It promises that an operation without a policy never
 * answers and that a transaction sees only rows of its actor's scope.
 */
@ApplicationModule(id = "platform", type = ApplicationModule.Type.OPEN)
@NullMarked
package niangjia.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
