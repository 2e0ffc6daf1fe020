/** Lays modules out in the one customary form. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.format;
