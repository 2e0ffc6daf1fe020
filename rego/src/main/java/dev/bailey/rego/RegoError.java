package dev.bailey.rego;

import java.util.List;

/**
 * Why a module, a query or an evaluation failed. Errors are values; nothing in this library throws
 * one at its caller.
 *
 * @param code what kind of error
 * @param message one sentence, in the language's customary words
 * @param location where
 * @param details further lines, such as the source line with a mark below, or what was expected
 */
public record RegoError(Code code, String message, Location location, List<String> details) {
  /** Kinds of errors, by the names under which users of the language know them. */
  public enum Code {
    /** A file, folder or bundle could not be read. */
    LOAD("load_error"),
    PARSE("rego_parse_error"),
    COMPILE("rego_compile_error"),
    TYPE("rego_type_error"),
    UNSAFE_VAR("rego_unsafe_var_error"),
    RECURSION("rego_recursion_error"),
    EVAL_INTERNAL("eval_internal_error"),
    EVAL_CANCEL("eval_cancel_error"),
    EVAL_CONFLICT("eval_conflict_error"),
    EVAL_TYPE("eval_type_error"),
    EVAL_BUILTIN("eval_builtin_error"),
    EVAL_WITH_MERGE("eval_with_merge_error"),
    /** A limit of the embedder was reached; the message names it. */
    EVAL_LIMIT("eval_limit_error");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** The code as it is written in output. */
    public String text() {
      return text;
    }
  }

  public RegoError {
    details = List.copyOf(details);
  }

  public RegoError(Code code, String message, Location location) {
    this(code, message, location, List.of());
  }

  /** Several errors as one text: how many, then each on lines of its own. */
  public static String text(List<RegoError> errors) {
    if (errors.size() == 1) {
      return "1 error occurred: " + errors.getFirst();
    }
    StringBuilder out = new StringBuilder().append(errors.size()).append(" errors occurred:");
    errors.forEach(error -> out.append('\n').append(error));
    return out.toString();
  }

  /**
   * {@code file:row: code: message}, with row 0 of what is wrong with a whole text, then the
   * details, one a line, indented by a tab.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (location.row() > 0 || (code == Code.PARSE && !location.source().name().isEmpty())) {
      out.append(location).append(": ");
    }
    out.append(code.text()).append(": ").append(message);
    details.forEach(line -> out.append("\n\t").append(line));
    return out.toString();
  }
}
