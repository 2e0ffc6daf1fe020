package dev.bailey.rego.fuzz;

import java.util.random.RandomGenerator;

/**
 * Something that must stand any input: it makes one of the random bits that it is given, and throws
 * only if it has found a bug.
 */
interface Target {
  /** One execution, or several. The same bits make the same inputs. */
  void run(RandomGenerator random);

  /** How many executions the last run was: none if the input did not reach what is tried. */
  default int executions() {
    return 1;
  }
}
