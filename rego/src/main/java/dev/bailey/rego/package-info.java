/** The library's front door: sources, places in them, and errors. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego;
