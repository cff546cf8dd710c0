/**
 * Union (工会组织): the tree of unions, from the city federation down to one enterprise, and who holds
 * which duty where.
 *
 * <p>It owns the unions with their paths and official codes, and the duties (role, subtree, from,
 * until) of accounts. It promises that every union's parent exists, that reading the tree costs no
 * query, and that a changed duty reaches every node.
 */
@ApplicationModule(id = "union", allowedDependencies = "platform")
@NullMarked
package niangjia.engine.union;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
