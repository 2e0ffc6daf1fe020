/** Globs with delimiters. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.glob;
