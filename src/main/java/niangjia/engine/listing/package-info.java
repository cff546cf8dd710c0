/**
 * Listing (名单): lists of people that officers upload, and the things that are limited to them.
 *
 * <p>It owns the lists, the uploads and what was wrong with their rows. It promises that a file is
 * read as a stream whatever its size, that the same file changes nothing the second time, that no
 * number from a file is stored, and that asking whether somebody is on a list costs no statement.
 */
@ApplicationModule(
    id = "listing",
    allowedDependencies = {"platform", "union", "people"})
@NullMarked
package niangjia.engine.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
