/**
 * Calendar (工作日历): which days people in China work, with public holidays and make-up days (调休).
 *
 * <p>It owns the official notice of each year and every change made to it, with its reason. It
 * promises that counting in working days is exact and pure, that it costs no statement, and that it
 * says when it counted over a year whose notice nobody has entered yet.
 */
@ApplicationModule(id = "calendar", allowedDependencies = "platform")
@NullMarked
package niangjia.engine.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
