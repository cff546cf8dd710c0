/**
 * Requests (接诉即办): what a worker asks of the union, by phone or app, and what came of it. It stands
 * on casework; its own are the words, the caller and three facts with their evidence: whether the
 * worker was contacted, whether the matter was solved, and whether the worker is satisfied. It
 * promises that no answer is given before the worker was spoken to, that only the worker or a call
 * to them says that they are satisfied, and that whoever is not gets another officer.
 */
@ApplicationModule(
    id = "request",
    allowedDependencies = {"platform", "union", "people", "access", "casework", "attachment"})
@NullMarked
package niangjia.feature.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
