package dev.bailey.rego.fuzz;

import java.util.random.RandomGenerator;

/** Formats whatever can be read; the result must be readable, and formatting must not change it. */
final class FormatTarget implements Target {
  @Override
  public void run(RandomGenerator random) {
    throw new UnsupportedOperationException();
  }
}
