/** What a module says, as records. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.syntax;
