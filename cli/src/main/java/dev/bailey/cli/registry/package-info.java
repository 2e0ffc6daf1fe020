/** Who to be at a registry: what files of other programs know of that, and what is said here. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.registry;
