/** How the language writes things. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra.text;
