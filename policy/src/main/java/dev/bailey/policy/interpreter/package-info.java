/**
 * A policy with a memory: modules are asked, and what they answer under {@code metadata} changes
 * what they see next time.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.interpreter;
