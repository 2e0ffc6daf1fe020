package dev.bailey.rego.plan;

import dev.bailey.rego.Optimisations;
import dev.bailey.rego.builtin.Builtins;

/**
 * How to plan.
 *
 * @param builtins that may be called; at least those that the program was checked with
 * @param marks whether evaluations can be traced expression by expression; such plans are slower
 */
public record PlanOptions(Builtins builtins, Optimisations optimisations, boolean marks) {
  /** All optimisations, nothing traced. */
  public static PlanOptions of(Builtins builtins) {
    return new PlanOptions(builtins, Optimisations.ALL, false);
  }
}
