package planted.feature.park;

/** Known by another feature and by an engine. */
public record Park(String name) {}
