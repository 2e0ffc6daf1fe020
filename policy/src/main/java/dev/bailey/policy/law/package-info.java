/**
 * Policies in Rego behind the seam that the gate asks: questions in, decisions out, with what the
 * policy narrows and a reason that its owner can act on.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.law;
