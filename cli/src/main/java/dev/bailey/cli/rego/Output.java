package dev.bailey.cli.rego;

/** How {@code eval} prints what it found. */
enum Output {
  json,
  values,
  bindings,
  pretty,
  raw,
  discard
}
