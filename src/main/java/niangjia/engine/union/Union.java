package niangjia.engine.union;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import niangjia.platform.Words;

/**
 * One union of the tree, as others refer to it.
 *
 * @param path its place in the tree: labels joined by dots, for example {@code
 *     bj.d110105.s110105002}
 */
public record Union(Id id, String path, Kind kind, Words name) {

  /** A union's identifier: a time-ordered UUID. */
  public record Id(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Id {}

    /** Reads the identifier's text; anything else is an {@link IllegalArgumentException}. */
    public static Id of(String text) {
      return new Id(UUID.fromString(text));
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** What a union organises. */
  public enum Kind {
    /** A city's federation 市总工会. */
    CITY,
    /** A district's federation 区总工会. */
    DISTRICT,
    /** An industry's union 产业工会. */
    INDUSTRY,
    /** A street's federation 街道总工会. */
    STREET,
    /** A town's federation 乡镇总工会. */
    TOWN,
    /** A park's union 园区工会. */
    PARK,
    /** One enterprise's union 企业工会. */
    ENTERPRISE,
    /** A joint union of several small enterprises 联合工会. */
    FEDERATION
  }

  /** Whether this union is that path's or lies above it. */
  public boolean covers(String other) {
    return other.startsWith(path)
        && (other.length() == path.length() || other.charAt(path.length()) == '.');
  }
}
