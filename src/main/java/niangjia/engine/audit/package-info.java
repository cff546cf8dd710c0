/**
 * Audit (审计): who did what, when, from where and why, so that no change and no look at somebody's
 * data goes without a trace.
 *
 * <p>It owns the trail's entries and their chain. Every transaction that changes something writes
 * its entry in itself; no feature needs a line for that. One node at a time links the entries into
 * a chain of SM3 hashes, whose signed head goes to a file outside the database. It promises that
 * the application can only add, and that an edit, a deletion, a cut and a rebuilt chain are found.
 */
@ApplicationModule(
    id = "audit",
    allowedDependencies = {"platform", "union", "people", "access"})
@NullMarked
package niangjia.engine.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
