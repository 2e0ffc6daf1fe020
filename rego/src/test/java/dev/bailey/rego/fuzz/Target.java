package dev.bailey.rego.fuzz;

import java.util.random.RandomGenerator;

/**
 * Something that must stand any input: it makes one of the random bits that it is given, and throws
 * only if it has found a bug.
 */
@FunctionalInterface
interface Target {
  /** One execution. The same bits make the same input. */
  void run(RandomGenerator random);
}
