package dev.bailey.rego.plan;

import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;

/** Which clauses of a routine may hold; all others need not be tried. */
public sealed interface Index {
  /** These, by their places in the list of clauses, in order. */
  record Clauses(List<Integer> places) implements Index {
    public Clauses {
      places = List.copyOf(places);
    }
  }

  /**
   * It depends on a value.
   *
   * @param other for all values that are not among the cases, and if it is undefined
   */
  record Switch(Op on, Map<Value, Index> cases, Index other) implements Index {
    public Switch {
      cases = Map.copyOf(cases);
    }
  }
}
