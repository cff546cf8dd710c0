/**
 * Promises (承诺): what the platform promises, and the figures by which tests show it. A test writes
 * its figures down while it runs; docs/promises.md is made from them.
 */
@NullMarked
package niangjia.promises;

import org.jspecify.annotations.NullMarked;
