package niangjia.engine.casework;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to a case, published inside the transaction that did it.
 *
 * @param before the case before it, null when it was opened
 */
public record CaseMoved(@Nullable Case before, Case after, Event event) {}
