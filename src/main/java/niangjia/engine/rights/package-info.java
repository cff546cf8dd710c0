/**
 * Rights (个人信息权利): what people may ask about themselves: to see and take along everything that is
 * held of them, and to be forgotten.
 *
 * <p>It owns the receipts of those who were forgotten, and no data of anybody: each module tells
 * and forgets what it holds through its {@link niangjia.engine.people.PersonalData}. It promises
 * that no table is left out, that nothing is handed out or forgotten without a fresh code from the
 * person's own phone, and that a forgetting that was begun is finished whatever fails.
 */
@ApplicationModule(
    id = "rights",
    allowedDependencies = {"platform", "people", "access"})
@NullMarked
package niangjia.engine.rights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
