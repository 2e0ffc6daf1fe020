package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Document;
import dev.bailey.rego.plan.Index;
import dev.bailey.rego.plan.Op;
import dev.bailey.rego.plan.Plan;
import dev.bailey.rego.plan.QueryPlan;
import dev.bailey.rego.plan.Routine;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Makes nodes of plans. Documents and routines are linked when they are first reached. */
final class Linker {
  private static final Value[] EMPTY = {};

  /** What one level of a text becomes at most in a plan. */
  private static final int LEVELS_OF_NESTING = 4;

  private final Plan plan;
  private final AtomicReferenceArray<@Nullable DocumentNode> documents;
  private final AtomicInteger sites;

  Linker(Plan plan) {
    this.plan = plan;
    this.sites = new AtomicInteger(plan.documents());
    this.documents = new AtomicReferenceArray<>(plan.documents());
  }

  Plan plan() {
    return plan;
  }

  Machine query(QueryPlan query) {
    Link block = BlockLinker.ofQuery(this).block(query.block());
    int size = query.frame();
    return c -> {
      block.run(c, size == 0 ? EMPTY : new Value[size]);
      return null;
    };
  }

  Machine entry(Op op) {
    Node node = BlockLinker.ofQuery(this).node(op);
    return c -> node.eval(c, EMPTY);
  }

  /** An even number under which a node of a rule may remember something in a context. */
  int site() {
    return 2 * sites.getAndIncrement();
  }

  /**
   * Odd numbers for the nodes of one query. Those of all queries are the same, so that contexts do
   * not grow with the number of queries that were ever prepared.
   */
  IntSupplier sitesOfQuery() {
    int[] next = {2 * plan.documents() + 1};
    return () -> {
      int site = next[0];
      next[0] += 2;
      return site;
    };
  }

  DocumentNode document(Document document) {
    DocumentNode node = documents.get(document.id());
    if (node == null) {
      node = new DocumentNode(document, this);
      if (!documents.compareAndSet(document.id(), null, node)) {
        return document(document);
      }
    }
    return node;
  }

  /** A routine, made on a large stack if that of whoever asks first has no room for its levels. */
  @SuppressWarnings("NullAway") // the task gives no null
  RoutineNode routine(Document document, int parameters) {
    try {
      return made(document, parameters);
    } catch (StackOverflowError small) {
      int levels = LEVELS_OF_NESTING * plan.options().limits().nesting();
      return LargeStack.run(levels, () -> made(document, parameters));
    }
  }

  private RoutineNode made(Document document, int parameters) {
    Routine routine = plan.routine(document, parameters);
    return new RoutineNode(
        routine,
        clauses(routine, routine.clauses()),
        clauses(routine, routine.fallbacks()),
        routine.index().map(index -> index(index, BlockLinker.ofIndex(this))).orElse(null));
  }

  private static Chooser index(Index index, BlockLinker nodes) {
    return switch (index) {
      case Index.Clauses(List<Integer> places) ->
          new Chooser.Fixed(places.stream().mapToInt(Integer::intValue).toArray());
      case Index.Switch(Op on, Map<Value, Index> cases, Index other) -> {
        Map<Value, Chooser> linked = new HashMap<>();
        cases.forEach((value, inner) -> linked.put(value, index(inner, nodes)));
        yield new Chooser.ByValue(nodes.node(on), linked, index(other, nodes));
      }
    };
  }

  private RoutineNode.ClauseNode[] clauses(Routine routine, List<Routine.Clause> clauses) {
    return clauses.stream()
        .map(clause -> clause(routine, clause))
        .toArray(RoutineNode.ClauseNode[]::new);
  }

  private RoutineNode.ClauseNode clause(Routine routine, Routine.Clause clause) {
    return new RoutineNode.ClauseNode(
        BlockLinker.ofClause(this, routine, clause).block(clause.block()),
        clause.otherwise().map(next -> clause(routine, next)).orElse(null),
        clause.location());
  }
}
