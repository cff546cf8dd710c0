/** A module with a breach, planted for {@code ModularityTests}. */
@ApplicationModule(
    id = "film",
    allowedDependencies = {})
package planted.feature.film;

import org.springframework.modulith.ApplicationModule;
