package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.TypeText;
import dev.bailey.rego.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the types of one body after another, in core form, and finds the types of its locals. */
final class TypeCheck {
  private final TypeEnvironment types;
  private final Unifier unifier;
  private final RefCheck refs;
  private final Functions functions;
  private final Locals locals;
  private final Errors errors;
  private boolean failed;

  TypeCheck(TypeEnvironment types, Functions functions, Locals locals, Errors errors) {
    this.types = types;
    this.unifier = new Unifier(types, errors.effort());
    this.refs = new RefCheck(types, unifier, locals, errors);
    this.functions = functions;
    this.locals = locals;
    this.errors = errors;
  }

  /** Whether any error was reported. */
  boolean hasFailed() {
    return failed;
  }

  void body(Body body) {
    for (Expr e : body.expressions()) {
      expr(e);
    }
  }

  private void expr(Expr expr) {
    boolean fine =
        switch (expr.kind()) {
          case Expr.Bare(Term t) -> parts(t);
          case Expr.Call(Term.Call c) -> {
            boolean all = true;
            for (Term a : c.arguments()) {
              all &= parts(a);
            }
            yield all;
          }
          // The language leaves these bodies to evaluation, but not the comprehensions in them.
          case Expr.Every e -> inner(e.body());
          case Expr.NotBody n -> inner(n.body());
          case Expr.SomeVars s -> true;
          case Expr.SomeIn s -> true;
        };
    if (!fine) {
      failed = true;
      return;
    }
    expr.withs().forEach(this::replacement);
    if (expr.kind() instanceof Expr.Call(Term.Call c)) {
      if (Terms.isCallOf(c, Terms.EQ) && c.arguments().size() == 2) {
        unification(c, expr.location());
      } else {
        call(c, expr.location());
      }
    }
  }

  /** Checks references and comprehensions; false if an error was found. */
  private boolean parts(Term term) {
    return switch (term) {
      case Term.Ref r -> refs.check(r);
      case Term.ArrayComprehension c -> {
        boolean fine = closed(c.body());
        types.setComprehension(c, new Type.ArrayOf(List.of(), Optional.of(types.of(c.head()))));
        yield fine;
      }
      case Term.SetComprehension c -> {
        boolean fine = closed(c.body());
        types.setComprehension(c, new Type.SetOf(types.of(c.head())));
        yield fine;
      }
      case Term.ObjectComprehension c -> {
        boolean fine = closed(c.body());
        Type.Rest rest = new Type.Rest(types.of(c.key()), types.of(c.value()));
        types.setComprehension(c, new Type.ObjectOf(List.of(), Optional.of(rest)));
        yield fine;
      }
      default -> true;
    };
  }

  private boolean inner(Body body) {
    boolean[] fine = {true};
    new Walk() {
      @Override
      void closure(Term comprehension) {
        fine[0] &= parts(comprehension);
      }
    }.body(body);
    return fine[0];
  }

  private boolean closed(Body body) {
    boolean before = failed;
    failed = false;
    body(body);
    boolean fine = !failed;
    failed |= before;
    return fine;
  }

  private void unification(Term.Call call, Location at) {
    Term a = call.arguments().get(0);
    Term b = call.arguments().get(1);
    if (!unifier.unify(a, b)) {
      report(
          "match error",
          at,
          List.of("left  : " + TypeText.of(types.of(a)), "right : " + TypeText.of(types.of(b))));
    }
  }

  private void call(Term.Call call, Location at) {
    Optional<Builtin> builtin = functions.builtin(call.operator());
    Optional<Type.Function> function = builtin.map(b -> b.signature().asType());
    if (function.isEmpty() && call.operator() instanceof Term.Ref r) {
      Type type = types.of(r);
      if (type instanceof Type.Function f) {
        function = Optional.of(f);
      } else if (!Types.isAny(type)) {
        report("undefined function " + TermText.ref(r, locals), at, List.of());
      }
    }
    if (function.isEmpty()) {
      return;
    }
    Type.Function wanted = function.get();
    List<Term> arguments = call.arguments();
    List<Type> all = new ArrayList<>(wanted.arguments());
    wanted.result().ifPresent(all::add);
    String problem = "";
    if (arguments.size() > all.size() && wanted.variadic().isEmpty()) {
      problem = "too many arguments";
    } else if (arguments.size() < wanted.arguments().size()) {
      problem = "too few arguments";
    } else {
      for (int i = 0; i < arguments.size() && problem.isEmpty(); i++) {
        Type want =
            i < all.size() && (wanted.variadic().isEmpty() || i < wanted.arguments().size())
                ? all.get(i)
                : wanted.variadic().orElse(Type.ANY);
        if (!unifier.accept(arguments.get(i), want, false)) {
          problem = "invalid argument(s)";
        }
      }
    }
    if (!problem.isEmpty()) {
      List<String> names = builtin.map(b -> b.signature().names()).orElse(List.of());
      report(
          TermText.of(call.operator(), locals) + ": " + problem,
          at,
          List.of(
              "have: "
                  + TypeText.arguments(
                      List.of(), types.of(arguments), Optional.empty(), Optional.empty()),
              "want: "
                  + TypeText.arguments(
                      names, wanted.arguments(), wanted.variadic(), wanted.result())));
    }
  }

  private void replacement(With with) {
    Optional<Type.Function> target = function(with.target());
    Optional<Type.Function> value = function(with.value());
    if (target.isPresent() && value.isPresent() && !Types.unifies(target.get(), value.get())) {
      report(
          TermText.of(with.target(), locals) + ": arity mismatch",
          with.location(),
          List.of(
              "have: "
                  + TypeText.arguments(
                      List.of(), value.get().arguments(), Optional.empty(), Optional.empty()),
              "want: "
                  + TypeText.arguments(
                      functions.names(with.target()),
                      target.get().arguments(),
                      Optional.empty(),
                      Optional.empty())));
    }
  }

  private Optional<Type.Function> function(Term name) {
    return switch (name) {
      case Term.Var v when !Terms.isLocal(v) ->
          functions.builtin(v).map(b -> b.signature().asType());
      case Term.Ref r when types.of(r) instanceof Type.Function f -> Optional.of(f);
      default -> Optional.empty();
    };
  }

  private void report(String message, Location at, List<String> details) {
    failed = true;
    errors.add(Stage.TYPES, new RegoError(Code.TYPE, message, at, details));
  }
}
