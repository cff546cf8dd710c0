/**
 * Export (导出): files with rows about people that an officer takes out of the platform.
 *
 * <p>It owns the requests, the approvals and the files, which it keeps sealed and for a day. A
 * module offers its rows as a {@link niangjia.engine.export.Source}. It promises that a file is
 * written as a stream, that no cell is a formula, that it says who took it when and why, that many
 * rows need a second officer, that only who asked gets it, that a lost duty ends it, and that what
 * is meant for a partner outside names only people who agreed to that.
 */
@ApplicationModule(
    id = "export",
    allowedDependencies = {"platform", "union", "people", "access", "rights"})
@NullMarked
package niangjia.engine.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
