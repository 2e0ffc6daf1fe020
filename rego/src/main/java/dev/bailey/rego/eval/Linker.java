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
import org.jspecify.annotations.Nullable;

/** Makes nodes of plans. Documents and routines are linked when they are first reached. */
final class Linker {
  private static final Value[] EMPTY = {};

  private final Plan plan;
  private final AtomicReferenceArray<@Nullable DocumentNode> documents;
  private final AtomicInteger sites;

  Linker(Plan plan) {
    this.plan = plan;
    this.sites = new AtomicInteger(2 * plan.documents());
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

  /** A number under which a node may remember something in a context. */
  int site() {
    return sites.getAndIncrement();
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

  RoutineNode routine(Document document, int parameters) {
    Routine routine = plan.routine(document, parameters);
    return new RoutineNode(
        routine,
        clauses(routine, routine.clauses()),
        clauses(routine, routine.fallbacks()),
        routine.index().map(index -> index(index, BlockLinker.ofQuery(this))).orElse(null));
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
