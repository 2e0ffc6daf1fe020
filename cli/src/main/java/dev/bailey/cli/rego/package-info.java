/** The commands of {@code bailey rego}; they need no agent and start none. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.rego;
