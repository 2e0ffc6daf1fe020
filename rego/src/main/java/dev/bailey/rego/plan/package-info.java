/**
 * Turns a checked program into a plan: what to look up, loop over, bind and test, in which order.
 * Plans are data; {@code dev.bailey.rego.eval} carries them out.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.plan;
