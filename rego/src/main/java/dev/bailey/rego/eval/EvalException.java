package dev.bailey.rego.eval;

import dev.bailey.rego.RegoError;
import java.io.Serial;

/** Ends an evaluation; {@link Evaluator} turns it into an error value. */
final class EvalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient RegoError error;

  EvalException(RegoError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  RegoError error() {
    return error;
  }
}
