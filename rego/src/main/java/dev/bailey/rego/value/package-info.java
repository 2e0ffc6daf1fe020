/** Rego's values, immutable and shared freely between threads. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.value;
