package dev.bailey.rego.check;

import dev.bailey.rego.RegoError;
import java.util.List;

/** The result of checking a query. */
public sealed interface CheckedQuery {
  /** It may be planned. */
  record Ok(CoreQuery query) implements CheckedQuery {}

  /**
   * It may not.
   *
   * @param errors of the first stage that found any, ordered by place
   */
  record Failed(List<RegoError> errors) implements CheckedQuery {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
