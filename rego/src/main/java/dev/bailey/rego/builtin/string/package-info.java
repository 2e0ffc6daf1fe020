/** Builtins on strings. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.string;
