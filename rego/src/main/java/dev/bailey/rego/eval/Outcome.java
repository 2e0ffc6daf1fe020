package dev.bailey.rego.eval;

import dev.bailey.rego.RegoError;
import java.util.List;

/** The outcome of evaluating a query. */
public sealed interface Outcome {
  /**
   * It was evaluated to its end.
   *
   * @param rows one for each proof that differs; none: the query is undefined
   * @param errors of builtins, if they were collected
   */
  record Rows(List<Row> rows, List<RegoError> errors) implements Outcome {
    public Rows {
      rows = List.copyOf(rows);
      errors = List.copyOf(errors);
    }
  }

  /** It could not be evaluated to its end. */
  record Failed(List<RegoError> errors) implements Outcome {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
