/** Tries a policy out with questions from a file. */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.simulate;
