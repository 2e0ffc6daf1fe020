/** Runs cases of the language, kept as data, through the library. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.vectors;
