/** Measures decisions of security policies. */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.bench;
