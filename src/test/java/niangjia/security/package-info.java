/**
 * The scan of {@code ./niangjia check security}: the tools that strangers would use, wapiti and
 * sqlmap, at every operation of a running demonstration, as a worker and as an officer.
 */
@NullMarked
package niangjia.security;

import org.jspecify.annotations.NullMarked;
