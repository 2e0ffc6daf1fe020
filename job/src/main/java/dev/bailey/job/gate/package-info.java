/**
 * The gate: action → floor → policy → ledger → permit.
 *
 * <p>Guarantees: a {@link dev.bailey.job.gate.Permit} exists only for an action that the floor and
 * the policy allowed and whose decision is on disk; it can be taken once; it gives the narrowed
 * action and nothing else.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.gate;
