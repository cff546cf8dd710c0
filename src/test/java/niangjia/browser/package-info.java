/**
 * The pages as people use them: in Chromium, against the whole application. A page fails its test
 * by whatever a browser complains of and by any violation of WCAG that axe finds.
 */
@NullMarked
package niangjia.browser;

import org.jspecify.annotations.NullMarked;
