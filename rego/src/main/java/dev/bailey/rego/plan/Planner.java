package dev.bailey.rego.plan;

import dev.bailey.rego.check.CoreQuery;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.check.Program;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Plans programs, queries and entry points. */
public final class Planner {
  private Planner() {}

  /**
   * Plans a program.
   *
   * @throws Effort.Exhausted if that takes more than it may
   */
  public static Plan plan(Program program, PlanOptions options, Effort effort) {
    DocumentTree tree = new DocumentTree(effort);
    Document root = tree.document(program.tree(), List.of());
    return new Plan(root, tree.functions(), tree.size(), options, Replaced.in(program.tree()));
  }

  /**
   * Plans a query that was checked against the program of the plan.
   *
   * @throws Effort.Exhausted if that takes more than it may
   */
  public static QueryPlan query(Plan program, CoreQuery query, Effort effort) {
    Plan plan = program.replacing(Replaced.in(query.body()));
    Scope scope = new Scope(0);
    List<Integer> captures = new ArrayList<>();
    List<String> captured = new ArrayList<>();
    query
        .captures()
        .forEach(c -> {
          captures.add(c.isPresent() ? captured.size() : -1);
          c.ifPresent(captured::add);
        });
    BodyPlanner bodies = new BodyPlanner(plan, query.names(), effort);
    Block block =
        bodies.block(
            query.body(),
            scope,
            inner -> {
              List<Op> columns = new ArrayList<>();
              query.bindings().forEach(b -> columns.add(inner.local(b.local())));
              captured.forEach(c -> columns.add(inner.local(c)));
              return new Sink.Row(columns);
            });
    List<String> names = query.bindings().stream().map(CoreQuery.Binding::name).toList();
    Block finished = bodies.finish(block, scope);
    return new QueryPlan(plan, finished, scope.size(), names, captures);
  }

  /** The document, base data included, at a path below {@code data}. */
  public static Op entry(Plan plan, List<String> path) {
    List<Op> steps = new ArrayList<>();
    path.forEach(step -> steps.add(new Op.Const(RegoString.of(step))));
    return References.document(plan, steps);
  }

  static List<Value> constants(List<Op> ops) {
    List<Value> values = new ArrayList<>();
    for (Op op : ops) {
      if (!(op instanceof Op.Const c)) {
        break;
      }
      values.add(c.value());
    }
    return values;
  }
}
