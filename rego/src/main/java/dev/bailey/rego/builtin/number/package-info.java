/** Builtins on numbers and bits. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.number;
