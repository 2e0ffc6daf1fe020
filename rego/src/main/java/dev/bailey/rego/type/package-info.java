/** The static types of values, rules and functions. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.type;
