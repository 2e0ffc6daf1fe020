package dev.bailey.rego.check;

import dev.bailey.rego.RegoError;
import java.util.List;

/** The result of checking modules. */
public sealed interface Checked {
  /** They may be planned. */
  record Ok(Program program) implements Checked {}

  /**
   * They may not.
   *
   * @param errors of the first stage that found any, ordered by place
   */
  record Failed(List<RegoError> errors) implements Checked {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
