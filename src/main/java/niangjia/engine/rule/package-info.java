/**
 * Rules (规则): decision tables that officers read and edit, and what was decided by them.
 *
 * <p>It owns tables with their versions as DMN, the reports of trying a version on past cases, and
 * every decision with its version, its sealed inputs and the clauses that matched. It promises that
 * an enacted version never changes, that no two are in force at once for a union and a matter, that
 * two officers enact what was tried, and that what officers write can neither call nor loop.
 */
@ApplicationModule(
    id = "rule",
    allowedDependencies = {"platform", "union", "people", "export"})
@NullMarked
package niangjia.engine.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
