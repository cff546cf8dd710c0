/**
 * The scan of {@code ./niangjia check security}: the tools that strangers would use, wapiti and
 * sqlmap, at every operation, each with a sound request of somebody who may ask it.
 */
@NullMarked
package niangjia.security;

import org.jspecify.annotations.NullMarked;
