/** Addresses, networks, and the seam to the real ones. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.net;
