/** The entry points of the program and of its agent. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli;
