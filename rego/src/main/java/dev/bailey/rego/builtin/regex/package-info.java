/** Regular expressions of RE2, and globs made of a few of their signs. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.regex;
