/** What people use while they write policies: tests, traces, coverage, profiles, dependencies. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.tool;
