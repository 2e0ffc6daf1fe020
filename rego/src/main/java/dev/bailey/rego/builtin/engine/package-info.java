/** Builtins that compare, name and cast any value, or speak to the evaluation. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.engine;
