/**
 * Looks for inputs that break the library. Nothing here is a test that a build runs: what is found
 * becomes one.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.fuzz;
