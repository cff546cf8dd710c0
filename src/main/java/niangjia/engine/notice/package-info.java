/**
 * Notice (消息): what the platform tells a person, in the app and, if they asked for it, by text
 * message and e-mail.
 *
 * <p>It owns the messages, their deliveries on other channels, and how people want to be told. It
 * promises one message each occasion whatever fails and however many nodes run, one delivery a
 * channel as far as its provider permits, nothing in somebody's quiet hours but what would be too
 * late in the morning, and that a provider who hangs or fails holds nobody up: messages wait and go
 * later, and other channels do not notice.
 */
@ApplicationModule(
    id = "notice",
    allowedDependencies = {"platform", "people", "access"})
@NullMarked
package niangjia.engine.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
