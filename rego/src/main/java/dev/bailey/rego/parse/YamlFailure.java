package dev.bailey.rego.parse;

import java.io.Serial;

/** Leaves the reader of YAML at the first error. */
final class YamlFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int line;

  YamlFailure(String message, int line) {
    super(message, null, false, false);
    this.line = line;
  }

  /** From 0. */
  int line() {
    return line;
  }
}
