package dev.bailey.verify;

/**
 * An allowed decision to start the container.
 *
 * @param seq of the decision
 * @param plan as the policy narrowed it
 */
record Started(long seq, Plan plan, Placement placement) {}
