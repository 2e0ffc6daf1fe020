package dev.bailey.rego;

import dev.bailey.rego.check.CoreQuery;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.check.Program;
import dev.bailey.rego.eval.Evaluator;
import dev.bailey.rego.plan.Plan;
import dev.bailey.rego.plan.Planner;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of a program: one to run, and one to watch, made when somebody first does. */
final class Machinery {
  private final Settings settings;
  private final Program program;
  private final Prepared usual;
  private volatile @Nullable Prepared watchable;

  /** A plan and what runs it. */
  private record Prepared(Plan plan, Evaluator evaluator) {}

  Machinery(Settings settings, Program program, Effort effort) {
    this.settings = settings;
    this.program = program;
    this.usual = prepare(false, effort);
  }

  private Prepared prepare(boolean marks, Effort effort) {
    Plan plan = Planner.plan(program, settings.planning(marks), effort);
    return new Prepared(plan, Evaluator.of(plan));
  }

  Evaluator.Query query(CoreQuery query, boolean watched, Effort effort) {
    Prepared with = watched ? watchable(effort) : usual;
    return with.evaluator.query(Planner.query(with.plan, query, effort));
  }

  private Prepared watchable(Effort effort) {
    Prepared known = watchable;
    if (known == null) {
      known = prepare(true, effort);
      watchable = known;
    }
    return known;
  }

  /** What answers a question that is the path of one document, {@code data.authz.allow}. */
  Evaluator.@Nullable Entry entry(Body body) {
    if (body.expressions().size() != 1) {
      return null;
    }
    Expr expr = body.expressions().getFirst();
    if (expr.negated()
        || !expr.withs().isEmpty()
        || !(expr.kind() instanceof Expr.Bare bare)
        || !(bare.term() instanceof Term.Ref ref)
        || !(ref.head() instanceof Term.Var head)
        || !head.name().equals("data")) {
      return null;
    }
    List<String> path = new ArrayList<>();
    for (Term step : ref.path()) {
      if (!(step instanceof Term.Constant c) || !(c.value() instanceof RegoString s)) {
        return null;
      }
      path.add(s.text());
    }
    return usual.evaluator.entry(path);
  }
}
