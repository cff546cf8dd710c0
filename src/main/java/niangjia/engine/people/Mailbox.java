package niangjia.engine.people;

import java.time.Instant;

/**
 * A person's e-mail address as it may be shown.
 *
 * @param masked w***@example.com
 * @param since when it was confirmed
 */
public record Mailbox(String masked, Instant since) {}
