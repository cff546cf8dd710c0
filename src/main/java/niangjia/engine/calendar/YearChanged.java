package niangjia.engine.calendar;

import java.time.Instant;
import java.util.UUID;

/** Somebody entered or changed a year's working days, and said why. */
public record YearChanged(int year, int version, UUID account, String reason, Instant at) {}
