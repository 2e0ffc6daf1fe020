/** The commands, one class each. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.command;
