/** Strings as Base64, hexadecimal and parts of URLs. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.encoding;
