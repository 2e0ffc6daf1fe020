/**
 * Enforcers: each answers requests at enforcement points, out of a policy or out of habit.
 *
 * <p>Begin with {@link dev.bailey.policy.enforce.Enforcers}. An enforcer is the state of one set of
 * containers under one policy; what is compiled of the policy is shared by all enforcers that the
 * same {@code Enforcers} made.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.enforce;
