package dev.bailey.rego.builtin.engine;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.Source;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinCode.General;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.SyntaxJson;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Builtins about the language itself. */
public final class SyntaxBuiltins {
  private SyntaxBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "rego.parse_module",
            "(filename: string, rego: string) -> object[string: any]",
            Effect.PURE,
            (General) SyntaxBuiltins::parse));
  }

  private static Value parse(CallContext context, Value[] arguments) throws BuiltinException {
    String name = Operands.string(arguments[0], 1);
    String text = Operands.string(arguments[1], 2);
    context.spend(text.length());
    return switch (Parser.module(new Source(name, text), ParseOptions.V1.withAnnotations(false))) {
      case Parsed.Ok<Module>(Module module) -> SyntaxJson.of(module);
      case Parsed.Failed<Module>(List<RegoError> errors) ->
          throw BuiltinException.failed(RegoError.text(errors));
    };
  }
}
