/**
 * What a machine is told about its policy from outside: the policy itself, once, and signed pieces
 * of it while it runs. Whoever tells it is not trusted.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.options;
