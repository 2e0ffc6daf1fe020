/**
 * Enforcement points as questions, and the enforcer that answers them.
 *
 * <p>A {@link dev.bailey.policy.Policy} is shared and immutable; an {@link
 * dev.bailey.policy.Enforcer} is one attempt's state under it. What a policy does not define is
 * denied.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy;
