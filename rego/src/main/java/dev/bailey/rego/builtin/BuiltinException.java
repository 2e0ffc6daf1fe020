package dev.bailey.rego.builtin;

import java.io.Serial;

/** An error inside a builtin. It has no stack trace: it is an expected result, and frequent. */
public final class BuiltinException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean ofType;

  private BuiltinException(String message, boolean ofType) {
    super(message, null, false, false);
    this.ofType = ofType;
  }

  /** The operation failed: {@code eval_builtin_error}. The caller puts the name before the text. */
  public static BuiltinException failed(String message) {
    return new BuiltinException(message, false);
  }

  /**
   * An operand has the wrong type: {@code eval_type_error}.
   *
   * @param position of the operand, from 1
   * @param wanted what was expected, such as {@code number} or {@code one of {set, array}}
   * @param got the type that came
   */
  public static BuiltinException operand(int position, String wanted, String got) {
    return new BuiltinException(
        "operand " + position + " must be " + wanted + " but got " + got, true);
  }

  /** An operand is wrong in another way: {@code eval_type_error} with a text of its own. */
  public static BuiltinException type(String message) {
    return new BuiltinException(message, true);
  }

  public boolean ofType() {
    return ofType;
  }
}
