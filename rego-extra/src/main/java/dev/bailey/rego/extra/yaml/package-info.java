/** Builtins for YAML. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra.yaml;
