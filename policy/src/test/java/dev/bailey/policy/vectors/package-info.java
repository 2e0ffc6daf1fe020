/** Runs the shared vectors of security policies. */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.vectors;
