/**
 * Measures the product from outside, each figure against a baseline taken in the same run on the
 * same machine.
 */
@NullMarked
package niangjia.bench;

import org.jspecify.annotations.NullMarked;
