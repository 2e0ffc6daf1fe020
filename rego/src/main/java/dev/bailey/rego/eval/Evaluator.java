package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.plan.Op;
import dev.bailey.rego.plan.Plan;
import dev.bailey.rego.plan.Planner;
import dev.bailey.rego.plan.QueryPlan;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates queries and entry points of one plan. One is enough for any number of threads. */
public final class Evaluator {
  private final Plan plan;
  private final Linker linker;

  private Evaluator(Plan plan) {
    this.plan = plan;
    this.linker = new Linker(plan);
  }

  public static Evaluator of(Plan plan) {
    return new Evaluator(plan);
  }

  /** A query, ready to be run. */
  public Query query(QueryPlan query) {
    Linker nodes = query.plan() == plan ? linker : new Linker(query.plan());
    return new Query(query, nodes.query(query));
  }

  /** The document at a path below {@code data}, ready to be asked for. */
  public Entry entry(List<String> path) {
    Op op = Planner.entry(plan, path);
    return new Entry(linker.entry(op));
  }

  /** A query, ready to be run from any number of threads. */
  public static final class Query {
    private final QueryPlan plan;
    private final Machine machine;

    private Query(QueryPlan plan, Machine machine) {
      this.plan = plan;
      this.machine = machine;
    }

    public QueryPlan plan() {
      return plan;
    }

    /**
     * Evaluates it.
     *
     * @param data base documents, an object
     * @param input absent: {@code input} is undefined
     */
    public Outcome run(Value data, Optional<Value> input, EvalOptions options) {
      Session session = new Session(options);
      try {
        machine.run(new Context(session, data, input.orElse(null)));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        return new Outcome.Failed(List.of(error(e, session)));
      }
      return new Outcome.Rows(rows(session), session.errors());
    }

    private List<Row> rows(Session session) {
      List<Row> rows = new ArrayList<>();
      int names = plan.names().size();
      for (Value[] columns : session.rows()) {
        List<Value> all = List.of(columns);
        rows.add(
            new Row(
                all.subList(0, names),
                plan.captures().stream()
                    .map(c -> c < 0 ? RegoBoolean.TRUE : all.get(names + c))
                    .toList()));
      }
      return rows;
    }
  }

  /** A document, ready to be asked for from any number of threads. */
  public static final class Entry {
    private final Machine machine;

    private Entry(Machine machine) {
      this.machine = machine;
    }

    /**
     * Evaluates it.
     *
     * @param data base documents, an object
     * @param input absent: {@code input} is undefined
     */
    public Decision decide(Value data, Optional<Value> input, EvalOptions options) {
      Session session = new Session(options);
      try {
        Value value = machine.run(new Context(session, data, input.orElse(null)));
        return value == null ? Decision.Undefined.INSTANCE : Decision.Defined.of(value);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        return new Decision.Failed(List.of(error(e, session)));
      }
    }
  }

  private static RegoError error(Throwable e, Session session) {
    Location place = session.limitPlace();
    return switch (e) {
      case EvalException x -> x.error();
      case Effort.Exhausted x -> x.error();
      case CallContext.LimitReached x ->
          new RegoError(RegoError.Code.EVAL_LIMIT, String.valueOf(x.getMessage()), place);
      case StackOverflowError x ->
          new RegoError(
              RegoError.Code.EVAL_LIMIT, "depth: the evaluation is nested too deeply", place);
      case OutOfMemoryError x ->
          new RegoError(RegoError.Code.EVAL_LIMIT, "memory: the host has no more", place);
      default -> new RegoError(RegoError.Code.EVAL_INTERNAL, e.toString(), Location.NONE);
    };
  }
}
