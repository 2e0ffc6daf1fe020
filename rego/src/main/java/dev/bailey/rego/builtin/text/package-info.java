/** Templates. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.text;
