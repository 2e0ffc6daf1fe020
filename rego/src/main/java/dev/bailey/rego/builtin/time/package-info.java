/** Points in time, durations, and layouts that show them. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.time;
