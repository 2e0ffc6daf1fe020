/** Builtins that check documents against JSON Schema. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra.schema;
