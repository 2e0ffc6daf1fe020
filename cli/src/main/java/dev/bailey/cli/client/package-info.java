/** The command line's side of the agent: starting it, asking it. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.client;
