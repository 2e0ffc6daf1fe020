/** Builtins on arrays, sets, objects and graphs, and on membership. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.collection;
