package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.BuiltinException;

/** Keeps documents from growing much by aliases: large ones may consist of few repeated values. */
final class Aliases {
  private static final long SMALL = 400_000;
  private static final long LARGE = 4_000_000;

  private long values;
  private long repeated;

  void count(long nodes) {
    values += nodes;
  }

  void countAlias(long nodes) throws BuiltinException {
    values += nodes;
    repeated += nodes;
    if (repeated > 100 && values > 1_000 && (double) repeated / values > most()) {
      throw BuiltinException.failed("yaml: document contains excessive aliasing");
    }
  }

  private double most() {
    if (values <= SMALL) {
      return 0.99;
    }
    return values >= LARGE ? 0.10 : 0.99 - 0.89 * (values - SMALL) / (LARGE - SMALL);
  }
}
