package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All paths through a graph from given nodes, as far as they lead. A path ends where a node has no
 * edges, where an edge leads to something that is no node, or where it would come back to a node
 * that it has. The start counts as such only behind the first edge: a start with an edge to itself
 * is named twice.
 */
final class Paths {
  private final CallContext context;
  private final RegoObject graph;
  private final RegoSet.Builder found = RegoSet.builder();
  private final List<Value> path = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final Set<Value> passed = new HashSet<>();

  /** A node on the path and how many of its edges were followed. */
  private static final class Visit {
    final RegoArray edges;
    int next;

    Visit(RegoArray edges) {
      this.edges = edges;
    }
  }

  private Paths(CallContext context, RegoObject graph) {
    this.context = context;
    this.graph = graph;
  }

  static Value find(CallContext context, Value[] arguments) throws BuiltinException {
    Paths paths = new Paths(context, Operands.object(arguments[0], 1));
    for (Value start : GraphBuiltins.initial(arguments[1])) {
      Value edges = paths.graph.get(start);
      if (edges != null) {
        paths.from(start, edges);
      }
    }
    return paths.found.build();
  }

  private void from(Value start, Value edges) {
    enter(start, edges);
    while (!visits.isEmpty()) {
      Visit top = visits.getLast();
      if (top.next == top.edges.size()) {
        leave();
      } else {
        follow(top.edges.at(top.next++));
      }
    }
    path.clear();
  }

  private void follow(Value node) {
    Value edges = graph.get(node);
    if (edges == null || passed.contains(node)) {
      end();
      return;
    }
    if (path.size() == 1) {
      passed.add(path.getFirst());
    }
    passed.add(node);
    enter(node, edges);
  }

  private void enter(Value node, Value edges) {
    Visit visit = new Visit(GraphBuiltins.nodes(edges));
    path.add(node);
    visits.add(visit);
    if (visit.edges.size() == 0) {
      end();
    }
  }

  private void leave() {
    visits.removeLast();
    Value node = path.removeLast();
    passed.remove(node);
    if (path.size() == 1) {
      passed.clear();
    }
  }

  private void end() {
    context.spend(path.size());
    found.add(RegoArray.of(path));
  }
}
