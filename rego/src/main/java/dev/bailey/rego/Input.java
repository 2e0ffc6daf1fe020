package dev.bailey.rego;

import dev.bailey.rego.value.Value;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document that a policy sees as {@code input}. What cannot be read makes the evaluation fail
 * with the reason.
 */
public final class Input {
  /** No input: {@code input} is undefined, which is not the same as null. */
  public static final Input NONE = new Input(Optional.empty(), null);

  private final Optional<Value> value;
  private final @Nullable RegoError problem;

  private Input(Optional<Value> value, @Nullable RegoError problem) {
    this.value = value;
    this.problem = problem;
  }

  /** A value that is at hand. */
  public static Input of(Value value) {
    return new Input(Optional.of(value), null);
  }

  /** A JSON text. */
  public static Input json(String text) {
    return of(Documents.json(new Source("input", text), Limits.STANDARD));
  }

  /** A JSON text in UTF-8; other bytes make the evaluation fail. */
  public static Input json(byte[] utf8) {
    return of(Documents.json("input", utf8, Limits.STANDARD));
  }

  /**
   * What Java has: null, strings, numbers, booleans, {@link Map}s, collections, arrays, optionals,
   * enums (by name), records (by component), and values; nested in each other. If one of them
   * throws while it is read, the evaluation fails with what it says.
   */
  public static Input of(Object object) {
    return of(JavaValues.value(object));
  }

  /** A tree of another library. */
  public static <N> Input tree(N root, Tree<N> tree) {
    return of(Trees.value(root, tree));
  }

  private static Input of(Result<Value> result) {
    return switch (result) {
      case Result.Ok<Value> ok -> of(ok.value());
      case Result.Failed<Value> failed -> new Input(Optional.empty(), failed.errors().getFirst());
    };
  }

  /** The document as JSON-like text, for messages. */
  @Override
  public String toString() {
    return problem != null ? problem.toString() : value.map(Value::toString).orElse("(no input)");
  }

  Optional<Value> value() {
    return value;
  }

  @Nullable RegoError problem() {
    return problem;
  }
}
