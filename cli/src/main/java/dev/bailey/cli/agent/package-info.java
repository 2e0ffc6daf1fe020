/** The agent: wires the rooms of one node together and lives in the background. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.agent;
