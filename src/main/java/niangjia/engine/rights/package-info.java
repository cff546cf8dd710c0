/**
 * Rights (个人信息权利): what people may decide about their own data: to take it along, to be forgotten,
 * and what it may be used for beyond the service.
 *
 * <p>It owns the receipts of those who were forgotten, the texts that people are asked to agree to
 * and their answers; of all other data each module tells and forgets what it holds through its
 * {@link niangjia.engine.people.PersonalData}. It promises that no table is left out, that nothing
 * is handed out or forgotten without a fresh code from the person's own phone, that a forgetting
 * that was begun is finished whatever fails, that a published text never changes, and that a
 * withdrawal counts from the next question on.
 */
@ApplicationModule(
    id = "rights",
    allowedDependencies = {"platform", "people", "access"})
@NullMarked
package niangjia.engine.rights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
