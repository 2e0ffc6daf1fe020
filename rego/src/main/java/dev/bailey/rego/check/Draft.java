package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule on its way to core form: each stage replaces parts of it. */
final class Draft {
  final ModuleScope scope;
  final Rule source;
  final CoreRule.Kind kind;
  final Locals locals;

  /** Steps of the name below {@code data}, the package's first. */
  List<Term> name;

  List<Term> arguments;
  Term value;
  Body body;
  @Nullable Draft otherwise;

  /** How many parts the rule had in the text, with its else-branches; a measure of its size. */
  long parts = 1;

  /** Whether the rule has templates or prints. */
  boolean captures;

  /** What the name says as long as it is constant; set when the head is in core form. */
  List<Value> path = List.of();

  private Draft(
      ModuleScope scope, Rule source, CoreRule.Kind kind, Locals locals, List<Term> name) {
    this.scope = scope;
    this.source = source;
    this.kind = kind;
    this.locals = locals;
    this.name = name;
    Location at = source.head().location();
    this.arguments = source.head().arguments().orElse(List.of());
    this.value =
        kind == CoreRule.Kind.MULTI
            ? source.head().key().orElseThrow()
            : source.head().value().orElse(Terms.truth(at));
    this.body = source.body().orElseGet(() -> hold(source.location()));
  }

  /** A rule with its else-branches. */
  static Draft of(ModuleScope scope, Rule rule) {
    Locals locals = new Locals();
    List<Term> name = name(scope, rule);
    CoreRule.Kind kind =
        rule.head().arguments().filter(a -> !a.isEmpty()).isPresent()
            ? CoreRule.Kind.FUNCTION
            : rule.head().key().isPresent() ? CoreRule.Kind.MULTI : CoreRule.Kind.SINGLE;
    Draft first = new Draft(scope, rule, kind, locals, name);
    Draft last = first;
    for (Optional<Rule> next = rule.otherwise(); next.isPresent(); ) {
      Draft branch = new Draft(scope, next.get(), kind, locals, name);
      last.otherwise = branch;
      last = branch;
      next = next.get().otherwise();
    }
    first.visit(
        new Walk() {
          @Override
          void term(Term term) {
            first.parts++;
            super.term(term);
          }
        });
    return first;
  }

  private static List<Term> name(ModuleScope scope, Rule rule) {
    List<Term> steps = new ArrayList<>(scope.packageSteps());
    switch (rule.head().name()) {
      case Term.Var v -> steps.add(Terms.string(v.name(), v.location()));
      case Term.Ref(Term.Var v, List<Term> path, Location at) -> {
        steps.add(Terms.string(v.name(), v.location()));
        steps.addAll(path);
      }
      default -> throw new IllegalStateException("a rule is named by a variable or reference");
    }
    return steps;
  }

  private static Body hold(Location at) {
    return new Body(List.of(new Expr(new Expr.Bare(Terms.truth(at)), false, List.of(), at)), at);
  }

  /** The constant beginning of the name. */
  void settlePath() {
    List<Value> constant = new ArrayList<>(name.size());
    for (Term step : name) {
      if (!(step instanceof Term.Constant c)) {
        break;
      }
      constant.add(c.value());
    }
    path = List.copyOf(constant);
  }

  /** Visits the heads and bodies of the rule and its else-branches. */
  void visit(Walk walk) {
    for (Draft d = this; d != null; d = d.otherwise) {
      d.arguments.forEach(walk::term);
      d.name.forEach(walk::term);
      walk.term(d.value);
      walk.body(d.body);
    }
  }

  CoreRule core(Optional<CoreRule> next) {
    return new CoreRule(
        kind,
        path,
        keys(),
        arguments,
        value,
        source.isDefault(),
        body,
        next,
        locals.names(),
        Objects.requireNonNull(scope.module),
        source);
  }

  List<Term> keys() {
    return name.subList(path.size(), name.size());
  }

  /** The name without the steps after the package that are not constant texts, for messages. */
  String nameText() {
    return TermText.ref("data", name, locals);
  }

  Location location() {
    return source.location();
  }

  /** The word that the module gives to the rule. */
  static String word(Rule rule) {
    return switch (rule.head().name()) {
      case Term.Var v -> v.name();
      case Term.Ref(Term.Var v, List<Term> path, Location at) -> v.name();
      default -> "";
    };
  }
}
