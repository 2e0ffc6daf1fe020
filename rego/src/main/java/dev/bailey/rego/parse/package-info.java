/** Reads modules, queries and terms: from text to the records of package {@code syntax}. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.parse;
