package planted.engine.seat;

import planted.feature.park.Park;

/** An engine that knows a feature, which no engine may. */
public record Seat(Park park) {}
