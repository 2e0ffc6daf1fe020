/** Templates in the manner of Go. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.template;
