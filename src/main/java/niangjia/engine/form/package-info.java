/**
 * Forms (表单): questions as data, which the same definition draws on every screen and checks here.
 *
 * <p>It owns forms with their versions, what people sent, and what they have begun. It promises
 * that a published version never changes, that an answer names the version it was given to and
 * holds only what that version asks and shows, that a key is sent once, that personal answers are
 * sealed, and that no device overwrites unseen what another one saved.
 */
@ApplicationModule(
    id = "form",
    allowedDependencies = {"platform", "union", "people", "attachment"})
@NullMarked
package niangjia.engine.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
