/** Digests, certificates, keys and signed requests. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.crypto;
