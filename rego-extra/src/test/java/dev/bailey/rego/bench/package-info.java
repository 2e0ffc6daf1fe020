/** Measures sets of benchmarks. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.bench;
