package dev.bailey.rego;

import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;

/** What a policy says to one question. */
public sealed interface Outcome {
  /** It says this. */
  record Defined(Value value) implements Outcome {
    private static final Defined TRUE = new Defined(RegoBoolean.TRUE);
    private static final Defined FALSE = new Defined(RegoBoolean.FALSE);

    static Defined of(Value value) {
      return value instanceof RegoBoolean b ? b.isTrue() ? TRUE : FALSE : new Defined(value);
    }
  }

  /** It says nothing: no rule applies, and there is no default. */
  record Undefined() implements Outcome {
    static final Undefined INSTANCE = new Undefined();
  }

  /** It could not be asked to the end: a conflict, a limit, unreadable input. */
  record Failed(List<RegoError> errors) implements Outcome {
    public Failed {
      errors = List.copyOf(errors);
    }
  }

  /** Whether it says {@code true}; everything else, failures included, is no. */
  default boolean isTrue() {
    return this instanceof Defined d && d.value instanceof RegoBoolean b && b.isTrue();
  }

  /** What it says, if anything. */
  default Optional<Value> toOptional() {
    return this instanceof Defined d ? Optional.of(d.value) : Optional.empty();
  }
}
