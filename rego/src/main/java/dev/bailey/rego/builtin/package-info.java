/** Functions written in Java: how they are declared, called, and may fail. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin;
