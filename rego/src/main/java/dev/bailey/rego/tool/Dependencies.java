package dev.bailey.rego.tool;

import dev.bailey.rego.Policy;
import dev.bailey.rego.check.CoreRule;
import dev.bailey.rego.check.Program;
import dev.bailey.rego.check.RuleTree;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a query needs, directly and through rules.
 *
 * @param base documents of data and input, by path
 * @param virtual documents that rules define, by path
 */
public record Dependencies(Collection<String> base, Collection<String> virtual) {
  public Dependencies {
    base = List.copyOf(base);
    virtual = List.copyOf(virtual);
  }

  /** Those of a query in core form. */
  public static Dependencies of(Policy policy, Body query) {
    Walk walk = new Walk(policy.program());
    walk.body(query);
    walk.run();
    return new Dependencies(walk.base, walk.virtual);
  }

  /** Follows references into rules, each rule and each node of the tree once. */
  private static final class Walk {
    private final Program program;
    private final Set<String> base = new TreeSet<>();
    private final Set<String> virtual = new TreeSet<>();
    private final Set<RuleTree> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<RuleTree> ahead = new ArrayDeque<>();

    private Walk(Program program) {
      this.program = program;
    }

    private void body(Body body) {
      body.expressions().forEach(this::expression);
    }

    private void expression(Expr expr) {
      for (With with : expr.withs()) {
        term(with.value());
      }
      switch (expr.kind()) {
        case Expr.Bare bare -> term(bare.term());
        case Expr.Call call -> {
          term(call.call().operator());
          call.call().arguments().forEach(this::term);
        }
        case Expr.Every every -> {
          term(every.domain());
          body(every.body());
        }
        case Expr.NotBody not -> body(not.body());
        case Expr.SomeIn some -> term(some.domain());
        case Expr.SomeVars some -> {}
      }
    }

    private void term(Term term) {
      switch (term) {
        case Term.Ref ref -> reference(ref);
        case Term.ArrayTerm a -> a.items().forEach(this::term);
        case Term.SetTerm s -> s.items().forEach(this::term);
        case Term.ObjectTerm o ->
            o.entries()
                .forEach(e -> {
                  term(e.key());
                  term(e.value());
                });
        case Term.ArrayComprehension c -> body(c.body());
        case Term.SetComprehension c -> body(c.body());
        case Term.ObjectComprehension c -> body(c.body());
        case Term.Var v -> {
          if (v.name().equals("input")) {
            base.add("input");
          } else if (v.name().equals("data")) {
            all(program.tree());
          }
        }
        case Term.Call c -> c.arguments().forEach(this::term);
        case Term.Constant c -> {}
        case Term.Template t -> {}
      }
    }

    private void reference(Term.Ref ref) {
      ref.path().forEach(this::term);
      if (!(ref.head() instanceof Term.Var head)) {
        return;
      }
      List<Value> path = new ArrayList<>();
      for (Term step : ref.path()) {
        if (!(step instanceof Term.Constant c)) {
          break;
        }
        path.add(c.value());
      }
      if (head.name().equals("input")) {
        base.add(text("input", path));
      } else if (head.name().equals("data")) {
        data(path);
      }
    }

    private void data(List<Value> path) {
      RuleTree node = program.tree();
      for (Value step : path) {
        RuleTree next = node.child(step);
        if (next == null) {
          break;
        }
        node = next;
        if (!node.rules().isEmpty()) {
          all(node);
          return;
        }
      }
      RuleTree whole = program.tree().find(path);
      if (whole == null) {
        base.add(text("data", path));
      } else {
        all(whole);
      }
    }

    private void all(RuleTree node) {
      if (seen.add(node)) {
        ahead.add(node);
      }
    }

    private void run() {
      while (!ahead.isEmpty()) {
        RuleTree node = ahead.remove();
        node.rules().forEach(this::rule);
        node.children().values().forEach(this::all);
      }
    }

    private void rule(CoreRule first) {
      virtual.add(text("data", first.path()));
      for (CoreRule rule = first; rule != null; rule = rule.otherwise().orElse(null)) {
        body(rule.body());
        term(rule.value());
      }
    }

    private static String text(String root, List<? extends Value> path) {
      StringBuilder out = new StringBuilder(root);
      for (Value step : path) {
        boolean plain = step instanceof RegoString s && s.text().matches("[A-Za-z_][A-Za-z0-9_]*");
        out.append(plain ? "." + ((RegoString) step).text() : "[" + step + "]");
      }
      return out.toString();
    }
  }
}
