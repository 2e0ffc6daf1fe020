/**
 * What can be done with jobs on this node, independent of how the wish arrives.
 *
 * <p>Every operation that shows or changes something asks the gate first. Refusals are values of
 * {@link dev.bailey.server.Refusal}. The rooms that do the work are handed in as {@link
 * dev.bailey.server.Parts}.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.server;
