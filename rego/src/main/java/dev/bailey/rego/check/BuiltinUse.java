package dev.bailey.rego.check;

import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;

/** Finds calls of builtins that are deprecated or forbidden. */
final class BuiltinUse extends Walk {
  private final Functions functions;
  private final CheckOptions options;
  private final boolean deprecatedIsWrong;
  private final Errors errors;

  BuiltinUse(Functions functions, CheckOptions options, boolean deprecatedIsWrong, Errors errors) {
    this.functions = functions;
    this.options = options;
    this.deprecatedIsWrong = deprecatedIsWrong;
    this.errors = errors;
  }

  @Override
  void operator(Term operator) {
    if (operator instanceof Term.Var v) {
      use(v);
    }
  }

  @Override
  void with(With with) {
    if (with.value() instanceof Term.Var v && !Terms.isLocal(v)) {
      use(v);
    }
  }

  private void use(Term.Var name) {
    functions
        .builtin(name)
        .ifPresent(b -> {
          if (options.unsafeBuiltins().contains(b.name())) {
            report("unsafe", name);
          } else if (deprecatedIsWrong && b.deprecated()) {
            report("deprecated", name);
          }
        });
  }

  private void report(String what, Term.Var name) {
    errors.add(
        Stage.BUILTINS,
        Code.TYPE,
        what + " built-in function calls in expression: " + name.name(),
        name.location());
  }
}
