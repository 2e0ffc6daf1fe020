/** Builtins on JSON documents: paths, patches and text. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.document;
