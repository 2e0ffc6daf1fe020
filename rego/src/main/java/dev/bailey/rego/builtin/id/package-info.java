/** Identifiers, versions and quantities. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.id;
