package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;

/** A comment; its text is what follows {@code #}. */
public record Comment(String text, Location location) {}
