/**
 * Campaigns (送温暖、送清凉): what unions give to many people once, in the cold, in the heat or after an
 * accident of fate.
 *
 * <p>It owns campaigns, the lists of who gets something and what became of each gift. It promises
 * that nobody gets two gifts of one season whatever union gives them, that whoever was forgotten is
 * seen before it is too late, and that no more is promised than the ledger holds.
 */
@ApplicationModule(
    id = "campaign",
    allowedDependencies = {"platform", "union", "people", "access", "listing", "ledger"})
@NullMarked
package niangjia.feature.campaign;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
