/** Rego builtins that need a big library. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra;
