/** JSON web tokens: taking apart, verifying, signing. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra.jwt;
