/**
 * Access (账号与登录): accounts, sign-in, and the session by which each request knows who acts.
 *
 * <p>It owns workers' and officers' accounts, one-time codes, lock-outs and sessions. It promises
 * that a request of somebody signed in costs no query, that an ended session or a changed duty
 * counts from the next request on every node, and that an unknown phone or user name cannot be told
 * from a known one.
 */
@ApplicationModule(
    id = "access",
    allowedDependencies = {"platform", "union", "people"})
@NullMarked
package niangjia.engine.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
