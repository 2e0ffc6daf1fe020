package dev.bailey.rego;

/**
 * Ways of getting the same answer sooner. They are all on; tests turn them off one by one to show
 * that no answer depends on them.
 *
 * @param index choose rules by the constants that they compare with
 * @param memo remember what rules and functions gave in an evaluation
 * @param earlyExit stop at the first proof where all proofs say the same
 * @param planning choose loops, joins and lookups ahead of evaluation, and fold constants
 */
public record Optimisations(boolean index, boolean memo, boolean earlyExit, boolean planning) {
  public static final Optimisations ALL = new Optimisations(true, true, true, true);
  public static final Optimisations NONE = new Optimisations(false, false, false, false);
}
