package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;

/** {@code with target as value}. */
public record With(Term target, Term value, Location location) {}
