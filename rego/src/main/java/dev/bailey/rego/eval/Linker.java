package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Document;
import dev.bailey.rego.plan.Op;
import dev.bailey.rego.plan.Plan;
import dev.bailey.rego.plan.QueryPlan;
import dev.bailey.rego.plan.Routine;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Makes nodes of plans. Documents and routines are linked when they are first reached. */
final class Linker {
  private static final Value[] EMPTY = {};

  private final Plan plan;
  private final AtomicReferenceArray<@Nullable DocumentNode> documents;

  Linker(Plan plan) {
    this.plan = plan;
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
        routine, clauses(routine, routine.clauses()), clauses(routine, routine.fallbacks()));
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
