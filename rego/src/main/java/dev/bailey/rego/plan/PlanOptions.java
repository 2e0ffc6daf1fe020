package dev.bailey.rego.plan;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.builtin.Builtins;

/**
 * How to plan.
 *
 * @param builtins that may be called; at least those that the program was checked with
 * @param marks whether evaluations can be traced expression by expression; such plans are slower
 * @param limits of planning one document, which is done when it is first asked for
 */
public record PlanOptions(
    Builtins builtins, Optimisations optimisations, boolean marks, Limits limits) {}
