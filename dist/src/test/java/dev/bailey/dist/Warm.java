package dev.bailey.dist;

import org.opentest4j.TestAbortedException;

/**
 * For hosts on which a program takes minutes to start: the property {@code bailey.warm} makes
 * commands, and agents as far as tests allow it, live in the process of the tests.
 */
public final class Warm {
  /** Whether it is set. */
  public static final boolean COMMANDS = Boolean.getBoolean("bailey.warm");

  private Warm() {}

  /** Gives up a test that would kill its own process as an agent's. */
  static void notHere(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      throw new TestAbortedException("the agent lives in the process of the tests");
    }
  }
}
