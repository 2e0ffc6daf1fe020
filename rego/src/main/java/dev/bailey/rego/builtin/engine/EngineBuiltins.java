package dev.bailey.rego.builtin.engine;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinCode.General;
import dev.bailey.rego.builtin.BuiltinCode.Intrinsic;
import dev.bailey.rego.builtin.BuiltinCode.Nullary;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Builtins that speak to the evaluation or to its host. */
public final class EngineBuiltins {
  private EngineBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "opa.runtime",
            "() -> object[string: any]",
            Effect.HOST,
            (Nullary) CallContext::runtime),
        Builtin.of(
            "trace", "(note: string) -> boolean", Effect.OUTPUT, (General) EngineBuiltins::trace),
        Builtin.of("print", "(...any)", Effect.OUTPUT, Intrinsic.INTRINSIC),
        Builtin.of(
            "internal.print", "(array[set[any]])", Effect.OUTPUT, (General) EngineBuiltins::print),
        Builtin.unary("internal.test_case", "(array[any])", a -> RegoBoolean.TRUE),
        Builtin.of("rego.metadata.chain", "() -> array[any]", Effect.COMPILE, Intrinsic.INTRINSIC),
        Builtin.of("rego.metadata.rule", "() -> any", Effect.COMPILE, Intrinsic.INTRINSIC));
  }

  private static Value trace(CallContext context, Value[] arguments) throws BuiltinException {
    context.note(Operands.string(arguments[0], 1));
    return RegoBoolean.TRUE;
  }

  /** Prints one line for each way to choose a value for each argument. */
  private static Value print(CallContext context, Value[] arguments) throws BuiltinException {
    RegoArray choices = Operands.array(arguments[0], 1);
    for (int i = 0; i < choices.size(); i++) {
      Operands.set(choices.at(i), 1);
    }
    int[] chosen = new int[choices.size()];
    do {
      context.spend(chosen.length);
      context.print(line(choices, chosen));
    } while (advance(choices, chosen));
    return RegoBoolean.TRUE;
  }

  private static String line(RegoArray choices, int[] chosen) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < chosen.length; i++) {
      if (i > 0) {
        out.append(' ');
      }
      if (choices.at(i).size() == 0) {
        out.append("<undefined>");
      } else {
        Value value = ((RegoSet) choices.at(i)).at(chosen[i]);
        out.append(value instanceof RegoString s ? s.text() : value.toString());
      }
    }
    return out.toString();
  }

  /** Goes to the next choice, the last argument first; false after the last one. */
  private static boolean advance(RegoArray choices, int[] chosen) {
    for (int i = chosen.length - 1; i >= 0; i--) {
      chosen[i]++;
      if (chosen[i] < choices.at(i).size()) {
        return true;
      }
      chosen[i] = 0;
    }
    return false;
  }
}
