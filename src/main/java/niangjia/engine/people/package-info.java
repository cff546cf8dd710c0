/**
 * People (职工与会员): one record for one person, their union membership and the groups they belong to.
 *
 * <p>It owns names, resident id numbers and phones (sealed, found again by keyed hash), e-mail
 * addresses that their owners confirmed (sealed), dated memberships and dated groups, all under
 * row-level security. It promises one current membership a person, that nobody reads a row outside
 * their subtree except their own, and that a profile on the hot path costs no query.
 */
@ApplicationModule(
    id = "people",
    allowedDependencies = {"platform", "union"})
@NullMarked
package niangjia.engine.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
