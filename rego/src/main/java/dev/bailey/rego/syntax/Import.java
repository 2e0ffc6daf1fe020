package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import java.util.Optional;

/** {@code import path}, {@code import path as alias}; the path is a {@link Term.Var} or Ref. */
public record Import(Term path, Optional<String> alias, Location location) {}
