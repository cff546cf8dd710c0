/**
 * Notice (消息): what the platform tells a person, in the app and, if they asked for it, by text
 * message.
 *
 * <p>It owns the messages and who wants text messages. It promises one message each occasion
 * whatever fails and however many nodes run, no text message between ten in the evening and eight
 * in the morning, and that a provider who hangs or fails holds nobody up: messages wait and go
 * later.
 */
@ApplicationModule(
    id = "notice",
    allowedDependencies = {"platform", "people", "access"})
@NullMarked
package niangjia.engine.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
