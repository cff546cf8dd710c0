package niangjia.platform;

import java.util.List;

/** The caller sent something that cannot be: names the field and says what is wrong with it. */
public final class Invalid extends RuntimeException {

  private final String field;
  private final String code;
  private final List<Object> arguments;

  /**
   * @param field the field as the caller wrote it, for example {@code places[0].capacity}
   * @param code the message's key below {@code invalid.}, for example {@code required}
   * @param arguments values for the message
   */
  public Invalid(String field, String code, Object... arguments) {
    super(field + ": " + code + " " + List.of(arguments), null, false, false);
    this.field = field;
    this.code = code;
    this.arguments = List.of(arguments);
  }

  /** The same fault, seen from an enclosing object. */
  public Invalid within(String parent) {
    return new Invalid(parent + "." + field, code, arguments.toArray());
  }

  /** The same fault, of a field that only the caller can name. */
  public Invalid as(String name) {
    return new Invalid(name, code, arguments.toArray());
  }

  /** The field at fault. */
  public String field() {
    return field;
  }

  String code() {
    return code;
  }

  Object[] arguments() {
    return arguments.toArray();
  }
}
