/** Certificates, requests for certificates, and keys, as the language shows them. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.x509;
