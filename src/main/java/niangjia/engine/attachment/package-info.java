/**
 * Attachments (附件): files that people bring to a matter, looked into, sealed and kept outside the
 * database.
 *
 * <p>It owns the rows of files and their storage. It promises that a file is what its first bytes
 * say and holds nothing that runs, that photos lose where they were taken, that what lies in the
 * storage is sealed and named by its hash, that there is no row without its file, that a file which
 * nobody claims goes after a day, and that whoever holds a file decides who may open it.
 */
@ApplicationModule(
    id = "attachment",
    allowedDependencies = {"platform", "union", "people"})
@NullMarked
package niangjia.engine.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
