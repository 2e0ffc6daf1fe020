package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import java.util.List;

/**
 * One way in which a query holds.
 *
 * @param bindings values of its variables, in the order of {@code QueryPlan.names}
 * @param expressions values of its expressions, if they were captured
 */
public record Row(List<Value> bindings, List<Value> expressions) {
  public Row {
    bindings = List.copyOf(bindings);
    expressions = List.copyOf(expressions);
  }
}
