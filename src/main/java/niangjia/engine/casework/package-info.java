/**
 * Casework (办件): matters that are worked step by step, each step by a deadline, until they end.
 *
 * <p>It owns case types as data, their categories, cases and all that happened to them. It promises
 * that a case is never silently dropped: an open one has exactly one owner, a person or a queue,
 * and exactly one next deadline, and the database refuses anything else; that deadlines count
 * working days, pause only for a reason and are never reset by an edit; that two who act at once do
 * not overwrite each other; and that a confidential case never lies with the worker's own unit.
 */
@ApplicationModule(
    id = "casework",
    allowedDependencies = {"platform", "access", "calendar", "people", "union"})
@NullMarked
package niangjia.engine.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
