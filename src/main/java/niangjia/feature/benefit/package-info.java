/**
 * Benefits (普惠): what a union gives its members beyond pay, a park pass or a bag of flour, when
 * there is less of it than members. It owns what a benefit is and how it is used; who gets it is
 * for the booking engine to decide. It promises that a worker sees, before opening, everything that
 * the decision will depend on.
 */
@ApplicationModule(
    id = "benefit",
    allowedDependencies = {"platform", "union", "people", "booking", "draw", "listing", "notice"})
@NullMarked
package niangjia.feature.benefit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
