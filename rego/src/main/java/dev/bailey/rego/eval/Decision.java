package dev.bailey.rego.eval;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import java.util.List;

/** The outcome of evaluating one document. */
public sealed interface Decision {
  /** Its value. */
  record Defined(Value value) implements Decision {
    static final Defined TRUE = new Defined(RegoBoolean.TRUE);
    static final Defined FALSE = new Defined(RegoBoolean.FALSE);

    static Defined of(Value value) {
      return value instanceof RegoBoolean b ? (b.isTrue() ? TRUE : FALSE) : new Defined(value);
    }
  }

  /** It has none. */
  record Undefined() implements Decision {
    static final Undefined INSTANCE = new Undefined();
  }

  /** It could not be evaluated to its end. */
  record Failed(List<RegoError> errors) implements Decision {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
