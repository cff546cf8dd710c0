/** Sends every operation of the API description what no page would send. */
@NullMarked
package niangjia.fuzz;

import org.jspecify.annotations.NullMarked;
