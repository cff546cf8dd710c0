/** A module with a breach, planted for {@code ModularityTests}. */
@ApplicationModule(
    id = "seat",
    allowedDependencies = {})
package planted.engine.seat;

import org.springframework.modulith.ApplicationModule;
