package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Graphs as objects from nodes to arrays or sets of nodes. */
public final class GraphBuiltins {
  private static final String EDGES =
      "(graph: object[any: any<array[any], set[any]>], initial: any<array[any], set[any]>)";

  private GraphBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general("graph.reachable", EDGES + " -> set[any]", GraphBuiltins::reachable),
        Builtin.general("graph.reachable_paths", EDGES + " -> set[array[any]]", Paths::find));
  }

  /** The nodes in a collection; none in anything else. */
  static RegoArray nodes(Value collection) {
    return switch (collection) {
      case RegoArray a -> a;
      case RegoSet s -> s.toArray();
      default -> RegoArray.EMPTY;
    };
  }

  static RegoArray initial(Value operand) throws BuiltinException {
    if (operand instanceof RegoArray || operand instanceof RegoSet) {
      return nodes(operand);
    }
    throw BuiltinException.operand(2, "{array, set}", operand.kind().text());
  }

  private static Value reachable(CallContext context, Value[] arguments) throws BuiltinException {
    RegoObject graph = Operands.object(arguments[0], 1);
    Deque<RegoArray> left = new ArrayDeque<>();
    left.add(initial(arguments[1]));
    RegoSet.Builder reached = RegoSet.builder();
    while (!left.isEmpty()) {
      RegoArray nodes = left.poll();
      context.spend(nodes.size());
      for (int i = 0; i < nodes.size(); i++) {
        Value edges = graph.get(nodes.at(i));
        if (edges != null && reached.add(nodes.at(i))) {
          left.add(nodes(edges));
        }
      }
    }
    return reached.build();
  }
}
