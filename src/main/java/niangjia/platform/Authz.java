package niangjia.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The policy of one operation: who may call it and on what. It is enforced before the controller
 * runs, published as {@code x-authz} in the API description, and taken from there by the
 * authorisation matrix in the tests. An operation without it does not start.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Authz {

  /** Whom the operation is for. */
  enum Scope {
    /** Everyone, signed in or not. */
    PUBLIC,
    /** The signed-in person, on what is theirs. */
    SELF,
    /** Holders of a role, on objects of the subtree that their duty covers. */
    SUBTREE
  }

  /** Whom the operation is for. */
  Scope value();

  /**
   * The roles, one of which is needed; none with {@link Scope#PUBLIC}, none with {@link Scope#SELF}
   * where what is one's own does not depend on a duty.
   */
  Role[] roles() default {};

  /**
   * What kind of object the path's id names, for example {@code offering}; empty when there is
   * none.
   */
  String object() default "";

  /** Whether it shows one person's data to another, which the audit trail then keeps. */
  boolean opens() default false;
}
