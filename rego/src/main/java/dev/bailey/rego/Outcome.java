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

  /**
   * What it says as a Java object: a boolean, string, enum constant (by name), number, array,
   * record (by the names of its components, which may be of these types and lists, sets, maps and
   * optionals of them), or {@code Object} for whatever is there: booleans, strings, {@code Long},
   * {@code BigInteger} or {@code BigDecimal}, lists, sets, maps, and an empty optional for null.
   *
   * <p>Nothing is guessed: a number that does not fit, a component without a value, unless it is an
   * {@link Optional}, and a key without a component are errors that say where. So is an outcome
   * that is undefined; one that failed keeps its errors.
   */
  default <T> Result<T> as(Class<T> type) {
    return switch (this) {
      case Defined d -> JavaTypes.of(d.value, type);
      case Undefined u -> JavaValues.refused("the answer is undefined");
      case Failed f -> Result.failed(f.errors);
    };
  }
}
