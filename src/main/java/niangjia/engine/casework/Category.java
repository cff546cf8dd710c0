package niangjia.engine.casework;

import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What cases of a type are about, in a tree.
 *
 * @param parent the category above, null at the top
 * @param due how long a step by category may take; null is a fault of configuration, and the step's
 *     own limit holds meanwhile
 * @param retired whether new cases no longer get it
 * @param edit how often it was changed, from one; what a writer has to have seen
 */
public record Category(
    String type,
    String code,
    @Nullable String parent,
    int position,
    Words name,
    @Nullable Limit due,
    boolean retired,
    int edit) {}
