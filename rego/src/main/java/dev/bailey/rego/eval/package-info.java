/** Carries out plans: within limits, from any number of threads, with errors as values. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.eval;
