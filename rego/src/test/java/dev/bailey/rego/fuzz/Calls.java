package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.BuiltinProvider;
import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.QuietCall;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Calls builtins without an evaluation around them. */
final class Calls {
  private static final Builtins ALL =
      Builtins.with(
          List.copyOf(
              ServiceLoader.load(BuiltinProvider.class).stream()
                  .map(ServiceLoader.Provider::get)
                  .toList()));

  private Calls() {}

  static Builtin find(String name) {
    return ALL.find(name).orElseThrow(() -> new IllegalStateException("no such builtin: " + name));
  }

  /** What a call came to. */
  sealed interface Answer {
    /** A value, or undefined. */
    record Given(Optional<Value> value) implements Answer {}

    /** The operands have the right types, and the builtin or a limit refuses them. */
    record Refused() implements Answer {}

    /** An operand has the wrong type: the builtin has hardly begun. */
    record WrongType() implements Answer {}
  }

  static Answer answer(Builtin builtin, Value... operands) {
    try {
      return new Answer.Given(Optional.ofNullable(run(new QuietCall(), builtin.code(), operands)));
    } catch (BuiltinException refused) {
      return refused.ofType() ? new Answer.WrongType() : new Answer.Refused();
    } catch (CallContext.LimitReached limit) {
      return new Answer.Refused();
    }
  }

  /** What it gives; nothing if it is undefined, refuses the operands, or reaches a limit. */
  static Optional<Value> call(Builtin builtin, Value... operands) {
    return answer(builtin, operands) instanceof Answer.Given given
        ? given.value()
        : Optional.empty();
  }

  private static @Nullable Value run(CallContext context, BuiltinCode code, Value[] a)
      throws BuiltinException {
    return switch (code) {
      case BuiltinCode.Nullary f -> f.call(context);
      case BuiltinCode.Unary f -> f.call(a[0]);
      case BuiltinCode.Binary f -> f.call(a[0], a[1]);
      case BuiltinCode.Ternary f -> f.call(a[0], a[1], a[2]);
      case BuiltinCode.General f -> f.call(context, a);
      case BuiltinCode.Relation f -> {
        f.call(context, a, value -> true);
        yield null;
      }
      case BuiltinCode.Intrinsic i -> null;
    };
  }
}
