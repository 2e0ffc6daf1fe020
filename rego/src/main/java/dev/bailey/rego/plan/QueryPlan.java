package dev.bailey.rego.plan;

import java.util.List;

/**
 * A query, planned.
 *
 * @param names of the variables of a row, in order
 * @param captures for each expression as it was written, which column after those of the names
 *     holds its value; -1: its value is {@code true} in each row
 */
public record QueryPlan(
    Plan plan, Block block, int frame, List<String> names, List<Integer> captures) {
  public QueryPlan {
    names = List.copyOf(names);
    captures = List.copyOf(captures);
  }
}
