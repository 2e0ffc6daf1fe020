package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: every name becomes a full reference, a builtin, or a local of its own. With it
 * go {@code some}, {@code :=}, and {@code some ... in}.
 *
 * <p>A variable that nothing declares belongs to the outermost body that uses it outside of
 * closures; inside a closure that is its own, it is renamed.
 */
final class Names {
  private final ModuleScope module;
  private final Locals locals;
  private final Builtins builtins;
  private final Errors errors;
  private final boolean strict;
  private final Map<String, String> bindings = new LinkedHashMap<>();
  private @Nullable Scope scope;
  private boolean captures;

  Names(ModuleScope module, Locals locals, Builtins builtins, Errors errors, boolean strict) {
    this.module = module;
    this.locals = locals;
    this.builtins = builtins;
    this.errors = errors;
    this.strict = strict;
  }

  /** Resolves a rule with its else-branches. */
  static void resolve(Draft rule, Builtins builtins, Errors errors, boolean strict) {
    Set<String> usedArguments = new HashSet<>();
    for (Draft d = rule; d != null; d = d.otherwise) {
      new Names(d.scope, d.locals, builtins, errors, strict).rule(d, usedArguments);
    }
    if (strict && rule.kind == CoreRule.Kind.FUNCTION) {
      for (Term argument : rule.source.head().arguments().orElse(List.of())) {
        new UnusedArguments(usedArguments, errors).term(argument);
      }
    }
  }

  private void rule(Draft rule, Set<String> usedArguments) {
    boolean rootsAreTaken = module.isStrictAbout(strict);
    if (rootsAreTaken && Terms.isRoot(Draft.word(rule.source))) {
      shadows("rules", "rule name", Draft.word(rule.source), rule.location());
    }
    Scope own = new Scope(null, rule.body.expressions(), List.of());
    scope = own;
    for (Term a : rule.arguments) {
      if (rootsAreTaken && a instanceof Term.Var v && Terms.isRoot(v)) {
        shadows("args", "variable name", v.name(), v.location());
      }
    }
    Walk declareArguments = new ArgumentNames(own);
    rule.arguments.forEach(declareArguments::term);
    rule.arguments = terms(rule.arguments);
    own.declarations().values().forEach(d -> d.used = false);
    rule.body = body(rule.body);
    rule.name = terms(rule.name);
    rule.value = term(rule.value);
    own.declarations()
        .forEach((name, d) -> {
          if (d.how == Scope.How.ARGUMENT && d.used) {
            usedArguments.add(name);
          }
        });
    leave(own);
    rule.captures = captures;
  }

  /**
   * Resolves a query.
   *
   * @return the query, its bindings by {@link #bindings}
   */
  Body query(Body query) {
    Scope own = new Scope(null, query.expressions(), List.of());
    scope = own;
    Body resolved = body(query);
    leave(own);
    return resolved;
  }

  /** Locals of the variables of the outermost body, by name, in the order of the text. */
  Map<String, String> bindings() {
    return bindings;
  }

  private final class ArgumentNames extends Walk {
    private final Scope own;

    ArgumentNames(Scope own) {
      this.own = own;
    }

    @Override
    void variable(Term.Var v) {
      if (!v.isWildcard() && own.declaredHere(v.name()) == null) {
        own.declare(
            v.name(),
            new Scope.Declaration(locals.fresh(v.name()), Scope.How.ARGUMENT, v.location()));
      }
    }

    @Override
    void term(Term term) {
      if (term instanceof Term.Call) {
        errors.compile(Stage.REWRITE, "rule arguments cannot contain calls", term.location());
      }
      if (!(term instanceof Term.Template)) {
        super.term(term);
      }
    }

    @Override
    void closure(Term comprehension) {}
  }

  private static final class UnusedArguments extends Walk {
    private final Set<String> used;
    private final Errors errors;

    UnusedArguments(Set<String> used, Errors errors) {
      this.used = used;
      this.errors = errors;
    }

    @Override
    void variable(Term.Var v) {
      if (!v.isWildcard() && used.add(v.name())) {
        errors.compile(
            Stage.LOCALS,
            "unused argument " + v.name() + ". (hint: use _ (wildcard variable) instead)",
            v.location());
      }
    }

    @Override
    void closure(Term comprehension) {}
  }

  private void shadows(String what, String hint, String name, Location at) {
    errors.compile(
        Stage.ROOTS, what + " must not shadow " + name + " (use a different " + hint + ")", at);
  }

  private Body body(Body body) {
    List<Expr> resolved = new ArrayList<>(body.expressions().size());
    for (Expr e : body.expressions()) {
      Expr r = expr(e);
      if (r != null) {
        resolved.add(r);
      }
    }
    return new Body(resolved, body.location());
  }

  /** A body that is a scope of its own. */
  private Body nested(Body body) {
    Scope own = new Scope(scope, body.expressions(), List.of());
    scope = own;
    Body resolved = body(body);
    leave(own);
    return resolved;
  }

  private void leave(Scope own) {
    own.declarations()
        .forEach((name, d) -> {
          if (d.used) {
            return;
          }
          if (d.how == Scope.How.DECLARED) {
            errors.compile(Stage.LOCALS, "declared var " + name + " unused", d.at);
          } else if (strict && d.how == Scope.How.ASSIGNED) {
            errors.compile(Stage.LOCALS, "assigned var " + name + " unused", d.at);
          }
        });
    scope = own.outer;
  }

  /** The resolved expression, or null if nothing of it is left. */
  private @Nullable Expr expr(Expr expr) {
    List<With> withs = withs(expr.withs());
    Expr.Kind kind =
        switch (expr.kind()) {
          case Expr.SomeVars s -> {
            for (Term.Var v : s.variables()) {
              if (!v.isWildcard()) {
                declare(v, Scope.How.DECLARED);
              }
            }
            yield null;
          }
          case Expr.SomeIn s -> drawn(s);
          case Expr.Every e -> every(e);
          case Expr.NotBody n ->
              new Expr.NotBody(n.braced() ? nested(n.body()) : body(n.body()), n.braced());
          case Expr.Call(Term.Call c) when Terms.isCallOf(c, Terms.ASSIGN) -> assignment(c);
          case Expr.Call(Term.Call c) -> new Expr.Call(call(c));
          case Expr.Bare(Term.Call c) -> new Expr.Call(call(c));
          case Expr.Bare(Term t) -> new Expr.Bare(term(t));
        };
    return kind == null ? null : new Expr(kind, expr.negated(), withs, expr.location());
  }

  private Expr.Kind drawn(Expr.SomeIn some) {
    Map<String, Term.Var> drawn = new LinkedHashMap<>();
    some.key().ifPresent(k -> Declares.pattern(k, v -> drawn.putIfAbsent(v.name(), v)));
    Declares.pattern(some.value(), v -> drawn.putIfAbsent(v.name(), v));
    for (Term.Var v : drawn.values()) {
      if (!Terms.isRoot(v)) {
        declare(v, Scope.How.DRAWN);
      }
    }
    Location at = some.value().location();
    Term key = some.key().isPresent() ? term(some.key().get()) : new Term.Var(locals.fresh(), at);
    Term value = term(some.value());
    Term.Ref element = new Term.Ref(term(some.domain()), List.of(key), some.domain().location());
    return new Expr.Call(
        new Term.Call(new Term.Var(Terms.EQ, at), List.of(value, flat(element)), false, at));
  }

  private Expr.Kind every(Expr.Every every) {
    Term domain = term(every.domain());
    Scope own = new Scope(scope, every.body().expressions(), List.of());
    scope = own;
    Optional<Term> key = every.key().map(this::everyVariable);
    Term value = everyVariable(every.value());
    own.declarations().values().forEach(d -> d.used = false);
    Body body = body(every.body());
    leave(own);
    return new Expr.Every(key, value, domain, body);
  }

  private Term everyVariable(Term term) {
    if (term instanceof Term.Var v && !v.isWildcard()) {
      declare(v, Scope.How.DECLARED);
    }
    return term(term);
  }

  private Expr.Kind assignment(Term.Call call) {
    Term right = term(call.arguments().get(1));
    Term left = assigned(call.arguments().getFirst(), true);
    return new Expr.Call(
        new Term.Call(
            new Term.Var(Terms.EQ, call.operator().location()),
            List.of(left, right),
            call.infix(),
            call.location()));
  }

  /** Declares the variables of a pattern before {@code :=}. */
  private Term assigned(Term pattern, boolean top) {
    return switch (pattern) {
      case Term.Var v when v.isWildcard() -> v;
      case Term.Var v -> {
        if (top && Terms.isRoot(v) && module.isStrictAbout(strict)) {
          shadows("variables", "variable name", v.name(), v.location());
        }
        yield new Term.Var(declare(v, Scope.How.ASSIGNED), v.location());
      }
      case Term.ArrayTerm a -> {
        List<Term> items = new ArrayList<>(a.items().size());
        for (Term item : a.items()) {
          items.add(assigned(item, false));
        }
        yield new Term.ArrayTerm(items, a.location());
      }
      case Term.ObjectTerm o -> {
        List<Term.Entry> entries = new ArrayList<>(o.entries().size());
        for (Term.Entry e : o.entries()) {
          entries.add(new Term.Entry(term(e.key()), assigned(e.value(), false)));
        }
        yield new Term.ObjectTerm(entries, o.location());
      }
      default -> {
        errors.compile(Stage.LOCALS, "cannot assign to " + kindOf(pattern), pattern.location());
        yield pattern;
      }
    };
  }

  private static String kindOf(Term term) {
    return switch (term) {
      case Term.Constant c -> c.value().kind().text();
      case Term.Var v -> "var";
      case Term.Ref r -> "ref";
      case Term.ArrayTerm a -> "array";
      case Term.SetTerm s -> "set";
      case Term.ObjectTerm o -> "object";
      case Term.ArrayComprehension c -> "arraycomprehension";
      case Term.SetComprehension c -> "setcomprehension";
      case Term.ObjectComprehension c -> "objectcomprehension";
      case Term.Call c -> "call";
      case Term.Template t -> "templatestring";
    };
  }

  /** The new local of a variable; an error if the body knows the name already. */
  private String declare(Term.Var v, Scope.How how) {
    Scope own = current();
    Scope.Declaration before = own.declaredHere(v.name());
    if (before != null) {
      before.used = true;
      errors.compile(
          Stage.LOCALS,
          switch (before.how) {
            case ARGUMENT -> "arg " + v.name() + " redeclared";
            case ASSIGNED -> "var " + v.name() + " assigned above";
            case DECLARED, DRAWN -> "var " + v.name() + " declared above";
          },
          v.location());
      return before.local;
    }
    if (own.hasSeen(v.name())) {
      errors.compile(Stage.LOCALS, "var " + v.name() + " referenced above", v.location());
    }
    String local = locals.fresh(v.name());
    own.declare(v.name(), new Scope.Declaration(local, how, v.location()));
    bind(own, v.name(), local);
    return local;
  }

  private void bind(Scope owner, String name, String local) {
    if (owner.outer == null) {
      bindings.putIfAbsent(name, local);
    }
  }

  private Scope current() {
    return Objects.requireNonNull(scope);
  }

  private List<With> withs(List<With> withs) {
    if (withs.isEmpty()) {
      return withs;
    }
    List<With> resolved = new ArrayList<>(withs.size());
    for (With w : withs) {
      Term target = target(w.target());
      resolved.add(new With(target, replacement(w.value()), w.location()));
    }
    return resolved;
  }

  /** Roots, references, or the name of a builtin as a variable. */
  private Term target(Term target) {
    if (Terms.isRoot(target)) {
      return target;
    }
    return switch (target) {
      case Term.Var v -> {
        Term global = module.find(v);
        yield global == null ? v : global;
      }
      case Term.Ref(Term.Var head, List<Term> path, Location at) when !Terms.isRoot(head) -> {
        Term global = module.find(head);
        yield global == null
            ? new Term.Var(dotted(head, path), at)
            : flat(new Term.Ref(global, terms(path), at));
      }
      case Term.Ref r -> new Term.Ref(r.head(), terms(r.path()), r.location());
      default -> target;
    };
  }

  private Term replacement(Term value) {
    Optional<Term.Var> builtin =
        switch (value) {
          case Term.Var v when isFree(v) -> Optional.of(v);
          case Term.Ref(Term.Var head, List<Term> path, Location at) when isFree(head) ->
              Optional.of(new Term.Var(dotted(head, path), at));
          default -> Optional.empty();
        };
    return builtin.isPresent() && builtins.find(builtin.get().name()).isPresent()
        ? builtin.get()
        : term(value);
  }

  /** Whether nothing around declares the name. */
  private boolean isFree(Term.Var v) {
    for (Scope s = scope; s != null; s = s.outer) {
      if (s.declaredHere(v.name()) != null || s.declares(v.name())) {
        return false;
      }
    }
    return !Terms.isRoot(v) && module.find(v) == null;
  }

  private static String dotted(Term.Var head, List<Term> path) {
    StringBuilder name = new StringBuilder(head.name());
    for (Term step : path) {
      name.append('.')
          .append(
              step instanceof Term.Constant c && c.value() instanceof RegoString s
                  ? s.text()
                  : "[]");
    }
    return name.toString();
  }

  private Term.Call call(Term.Call call) {
    return new Term.Call(
        operator(call.operator()), terms(call.arguments()), call.infix(), call.location());
  }

  private Term operator(Term operator) {
    captures |= operator instanceof Term.Var print && print.name().equals(Captures.PRINT);
    return switch (operator) {
      case Term.Var v -> {
        Term global = isHidden(v.name()) ? null : module.find(v);
        yield global == null ? v : global;
      }
      case Term.Ref(Term.Var head, List<Term> path, Location at) when !Terms.isRoot(head) -> {
        Term global = isHidden(head.name()) ? null : module.find(head);
        yield global == null
            ? new Term.Var(dotted(head, path), at)
            : flat(new Term.Ref(global, path, at));
      }
      case Term.Ref(Term.Var head, List<Term> path, Location at) when head.name().equals("input") ->
          new Term.Var(dotted(head, path), at);
      default -> operator;
    };
  }

  private boolean isHidden(String name) {
    for (Scope s = scope; s != null; s = s.outer) {
      if (s.declaredHere(name) != null || s.declares(name)) {
        return true;
      }
    }
    return false;
  }

  private List<Term> terms(List<Term> terms) {
    List<Term> resolved = new ArrayList<>(terms.size());
    for (Term t : terms) {
      resolved.add(term(t));
    }
    return resolved;
  }

  private Term term(Term term) {
    return switch (term) {
      case Term.Constant c -> c;
      case Term.Var v -> variable(v);
      case Term.Ref r -> flat(new Term.Ref(term(r.head()), terms(r.path()), r.location()));
      case Term.ArrayTerm a -> Terms.fold(new Term.ArrayTerm(terms(a.items()), a.location()));
      case Term.SetTerm s -> Terms.fold(new Term.SetTerm(terms(s.items()), s.location()));
      case Term.ObjectTerm o -> {
        List<Term.Entry> entries = new ArrayList<>(o.entries().size());
        for (Term.Entry e : o.entries()) {
          entries.add(new Term.Entry(term(e.key()), term(e.value())));
        }
        yield Terms.fold(new Term.ObjectTerm(entries, o.location()));
      }
      case Term.ArrayComprehension c -> {
        Scope own = enter(c.body(), List.of(c.head()));
        Body body = body(c.body());
        Term head = term(c.head());
        leave(own);
        yield new Term.ArrayComprehension(head, body, c.location());
      }
      case Term.SetComprehension c -> {
        Scope own = enter(c.body(), List.of(c.head()));
        Body body = body(c.body());
        Term head = term(c.head());
        leave(own);
        yield new Term.SetComprehension(head, body, c.location());
      }
      case Term.ObjectComprehension c -> {
        Scope own = enter(c.body(), List.of(c.key(), c.value()));
        Body body = body(c.body());
        Term key = term(c.key());
        Term value = term(c.value());
        leave(own);
        yield new Term.ObjectComprehension(key, value, body, c.location());
      }
      case Term.Call c -> call(c);
      case Term.Template t -> template(t);
    };
  }

  private Scope enter(Body body, List<Term> heads) {
    Scope own = new Scope(scope, body.expressions(), heads);
    scope = own;
    return own;
  }

  private Term template(Term.Template template) {
    captures = true;
    List<Term.Part> parts = new ArrayList<>(template.parts().size());
    for (Term.Part p : template.parts()) {
      if (p instanceof Term.Part.Embedded(Expr e)) {
        Expr resolved = expr(e);
        if (resolved != null) {
          parts.add(new Term.Part.Embedded(resolved));
        }
      } else {
        parts.add(p);
      }
    }
    return new Term.Template(parts, template.raw(), template.location());
  }

  /** A reference whose head is a reference, as one. */
  private static Term flat(Term.Ref ref) {
    if (ref.head() instanceof Term.Ref(Term head, List<Term> path, Location at)) {
      List<Term> steps = new ArrayList<>(path);
      steps.addAll(ref.path());
      return new Term.Ref(head, steps, ref.location());
    }
    return ref;
  }

  private Term variable(Term.Var v) {
    if (v.isWildcard()) {
      return v;
    }
    boolean later = false;
    for (Scope s = scope; s != null; s = s.outer) {
      Scope.Declaration d = s.declaredHere(v.name());
      if (d != null) {
        d.used = true;
        return new Term.Var(d.local, v.location());
      }
      later |= s.declares(v.name());
    }
    if (Terms.isRoot(v)) {
      return v;
    }
    Term global = later ? null : module.find(v);
    if (global != null) {
      return global;
    }
    Scope own = current();
    own.see(v.name());
    Scope owner = own;
    for (Scope s = own.outer; s != null; s = s.outer) {
      if (s.mentions(v.name())) {
        owner = s;
      }
    }
    boolean keeps = owner.outer == null && !Terms.isLocal(v);
    String local = keeps ? v.name() : owner.implicit(v.name(), locals);
    bind(owner, v.name(), local);
    return local.equals(v.name()) ? v : new Term.Var(local, v.location());
  }
}
