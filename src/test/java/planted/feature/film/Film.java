package planted.feature.film;

import planted.feature.park.Park;

/** Knows another feature, which no feature may. */
public record Film(Park park) {}
