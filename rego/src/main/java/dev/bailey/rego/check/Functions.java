package dev.bailey.rego.check;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.TypeText;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What may be called: the builtins that are allowed, and the functions of the modules. */
final class Functions {
  private final CheckOptions options;
  private final Map<List<Value>, Callable> callables = new HashMap<>();

  /** A function; or a rule, which may not be called: its arity is 0. */
  private record Callable(int arity, boolean isFunction) {}

  Functions(CheckOptions options) {
    this.options = options;
  }

  void add(Draft rule) {
    callables.putIfAbsent(
        rule.path, new Callable(rule.arguments.size(), rule.kind == CoreRule.Kind.FUNCTION));
  }

  Optional<Builtin> builtin(Term operator) {
    return operator instanceof Term.Var v ? builtin(v.name()) : Optional.empty();
  }

  Optional<Builtin> builtin(String name) {
    return options
        .builtins()
        .find(name)
        .filter(b -> options.capabilities().builtins().map(all -> all.contains(name)).orElse(true));
  }

  /** Names of a function's arguments, as far as they have some. */
  List<String> names(Term operator) {
    return builtin(operator).map(b -> b.signature().names()).orElse(List.of());
  }

  boolean isFunction(Term term) {
    return switch (term) {
      case Term.Var v -> builtin(v).isPresent();
      case Term.Ref r -> callable(r).map(Callable::isFunction).orElse(false);
      default -> false;
    };
  }

  private Optional<Callable> callable(Term.Ref ref) {
    return constantPath(ref).map(callables::get);
  }

  /** The path of a reference from {@code data}, if all of it is constant. */
  static Optional<List<Value>> constantPath(Term.Ref ref) {
    if (!(ref.head() instanceof Term.Var v && v.name().equals("data"))) {
      return Optional.empty();
    }
    List<Value> path = new ArrayList<>(ref.path().size());
    for (Term step : ref.path()) {
      if (!(step instanceof Term.Constant c)) {
        return Optional.empty();
      }
      path.add(c.value());
    }
    return Optional.of(path);
  }

  /** How many arguments a function takes; empty if there is none. */
  OptionalInt arity(Term operator) {
    return switch (operator) {
      case Term.Var v -> {
        Optional<Builtin> b = builtin(v);
        yield b.isEmpty()
            ? OptionalInt.empty()
            : b.get().signature().variadic().isPresent()
                ? OptionalInt.of(Integer.MAX_VALUE)
                : OptionalInt.of(b.get().signature().arguments().size());
      }
      case Term.Ref r -> {
        Optional<Callable> c = callable(r);
        yield c.isPresent() ? OptionalInt.of(c.get().arity()) : OptionalInt.empty();
      }
      default -> OptionalInt.empty();
    };
  }

  /** Checks that what is called exists; of functions of modules, the number of arguments too. */
  Walk checkCalls(Locals locals, Errors errors) {
    return new Walk() {
      @Override
      void term(Term term) {
        if (term instanceof Term.Call c) {
          check(c, locals, errors);
        }
        super.term(term);
      }
    };
  }

  private void check(Term.Call call, Locals locals, Errors errors) {
    OptionalInt arity = arity(call.operator());
    String name = TermText.of(call.operator(), locals);
    if (arity.isEmpty()) {
      errors.add(
          Stage.FUNCTIONS,
          new RegoError(RegoError.Code.TYPE, "undefined function " + name, call.location()));
      return;
    }
    int given = call.arguments().size();
    boolean nested =
        given > 0
            && !Terms.isCallOf(call, Terms.EQ)
            && call.arguments().getLast() instanceof Term.Var v
            && locals.isGenerated(v.name())
            && v.location().equals(call.location());
    if (nested) {
      given--;
    }
    int wanted = arity.getAsInt();
    if (given == wanted || (given == wanted + 1 && !nested) || wanted == Integer.MAX_VALUE) {
      if (wanted == 0 && call.operator() instanceof Term.Ref) {
        errors.type(Stage.FUNCTIONS, "undefined function " + name, call.location());
      }
    } else if (call.operator() instanceof Term.Ref) {
      String count = given + (given == 1 ? " argument" : " arguments");
      errors.type(
          Stage.FUNCTIONS,
          "function " + name + " has arity " + wanted + ", got " + count,
          call.location());
    } else {
      TypeEnvironment none = new TypeEnvironment(new DocumentTypes(), new DocumentTypes());
      errors.add(
          Stage.FUNCTIONS,
          new RegoError(
              RegoError.Code.TYPE,
              name + ": arity mismatch",
              call.location(),
              List.of(
                  "have: "
                      + TypeText.arguments(
                          List.of(), none.of(call.arguments()), Optional.empty(), Optional.empty()),
                  "want: "
                      + TypeText.arguments(
                          names(call.operator()),
                          builtin(call.operator()).orElseThrow().signature().arguments(),
                          Optional.empty(),
                          Optional.empty()))));
    }
  }
}
