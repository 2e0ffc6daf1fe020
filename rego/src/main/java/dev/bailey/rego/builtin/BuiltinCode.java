package dev.bailey.rego.builtin;

import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a builtin does. Results: {@code null} is undefined; a {@link BuiltinException} is an error,
 * which makes the call undefined or ends the evaluation, as its caller chose. Implementations keep
 * no state of their own and may be called by any number of threads.
 */
public sealed interface BuiltinCode {
  /** Without arguments. */
  non-sealed interface Nullary extends BuiltinCode {
    @Nullable Value call(CallContext context) throws BuiltinException;
  }

  /** With one argument. */
  non-sealed interface Unary extends BuiltinCode {
    @Nullable Value call(Value a) throws BuiltinException;
  }

  /** With two arguments. */
  non-sealed interface Binary extends BuiltinCode {
    @Nullable Value call(Value a, Value b) throws BuiltinException;
  }

  /** With three arguments. */
  non-sealed interface Ternary extends BuiltinCode {
    @Nullable Value call(Value a, Value b, Value c) throws BuiltinException;
  }

  /** With any number of arguments, or with a use for the context. */
  non-sealed interface General extends BuiltinCode {
    @Nullable Value call(CallContext context, Value[] arguments) throws BuiltinException;
  }

  /** With any number of results. */
  non-sealed interface Relation extends BuiltinCode {
    void call(CallContext context, Value[] arguments, Results results) throws BuiltinException;
  }

  /** Takes the results of a relation. */
  @FunctionalInterface
  interface Results {
    /** Takes one more; false means that no further one is wanted. */
    boolean add(Value value) throws BuiltinException;
  }

  /** Of a builtin that the compiler or the evaluator carries out itself. */
  enum Intrinsic implements BuiltinCode {
    INTRINSIC
  }
}
