package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stages that a query goes through. */
final class QueryCheck {
  private final Program program;
  private final QueryOptions options;
  private final Errors errors;
  private final Locals locals = new Locals();
  private final Functions functions;

  QueryCheck(Program program, QueryOptions options, Effort effort) {
    this.program = program;
    this.options = options;
    this.errors = new Errors(effort);
    this.functions = program.functions();
  }

  CheckedQuery run(Body query) {
    errors.effort().at(query.location());
    CheckOptions checks = program.options();
    ModuleScope scope =
        new ModuleScope(
            null, options.path(), query.location(), options.imports(), words(options.path()));
    Names names = new Names(scope, locals, checks.builtins(), errors, false);
    Body body = names.query(query);
    if (errors.any()) {
      return failed();
    }
    List<Optional<String>> captures = new ArrayList<>();
    if (options.capture()) {
      body = capture(body, captures);
    }
    body = new Captures(locals, functions, errors, checks.keepPrints()).query(body);
    if (errors.any()) {
      return failed();
    }
    body = new Expand(locals, functions, errors, c -> Optional.empty()).body(body);
    if (errors.any()) {
      return failed();
    }
    functions.checkCalls(locals, errors).body(body);
    if (errors.any()) {
      return failed();
    }
    Safety safety = new Safety(locals, functions, errors);
    body = safety.body(body);
    if (errors.any()) {
      return failed();
    }
    body = new Flatten(locals).body(body);
    if (checks.checkTypes()) {
      TypeEnvironment types = new TypeEnvironment(program.types().data(), program.types().input());
      new TypeCheck(types, functions, locals, errors).body(body);
    }
    new BuiltinUse(functions, checks, false, errors).body(body);
    if (errors.any()) {
      return failed();
    }
    List<CoreQuery.Binding> bindings = new ArrayList<>();
    names.bindings().forEach((name, local) -> bindings.add(new CoreQuery.Binding(name, local)));
    return new CheckedQuery.Ok(new CoreQuery(body, bindings, captures, locals.names()));
  }

  private CheckedQuery failed() {
    return new CheckedQuery.Failed(errors.first(program.options().maxErrors()));
  }

  /** First words of the rules of a package. */
  private Set<String> words(List<String> path) {
    if (path.isEmpty()) {
      return Set.of();
    }
    RuleTree node = program.tree().find(path.stream().map(RegoString::of).toList());
    Set<String> words = new HashSet<>();
    if (node != null) {
      for (Value step : node.children().keySet()) {
        if (step instanceof RegoString s) {
          words.add(s.text());
        }
      }
    }
    return words;
  }

  /** Keeps the value of each expression that has one of its own in a local. */
  private Body capture(Body body, List<Optional<String>> captures) {
    List<Expr> out = new ArrayList<>(body.expressions().size());
    for (Expr e : body.expressions()) {
      Optional<Term> value = e.negated() ? Optional.empty() : valueOf(e);
      if (value.isEmpty()) {
        out.add(e);
        captures.add(Optional.empty());
      } else {
        Location at = e.location();
        Term.Var local = new Term.Var(locals.fresh(), at);
        Expr eq = Terms.eq(local, value.get(), at);
        out.add(new Expr(eq.kind(), false, e.withs(), at));
        captures.add(Optional.of(local.name()));
      }
    }
    return new Body(out, body.location());
  }

  private Optional<Term> valueOf(Expr expr) {
    return switch (expr.kind()) {
      case Expr.Bare(Term t) -> Optional.of(t);
      case Expr.Call(Term.Call c) -> {
        boolean plain =
            !Terms.isCallOf(c, Terms.EQ)
                && functions.arity(c.operator()).orElse(-1) == c.arguments().size()
                && functions
                    .builtin(c.operator())
                    .map(b -> b.signature().result().isPresent())
                    .orElse(true);
        yield plain ? Optional.of(c) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }
}
