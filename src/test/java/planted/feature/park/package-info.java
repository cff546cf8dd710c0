/** A module with a breach, planted for {@code ModularityTests}. */
@ApplicationModule(
    id = "park",
    allowedDependencies = {})
package planted.feature.park;

import org.springframework.modulith.ApplicationModule;
