package dev.bailey.dist;

import org.opentest4j.TestAbortedException;

/**
 * For hosts on which a program takes minutes to start: the property {@code bailey.warm} makes
 * commands, and agents as far as tests allow it, live in the process of the tests. With {@code
 * commands} as its value only commands do, so that an agent can be killed and has a log.
 */
public final class Warm {
  private static final String ASKED = System.getProperty("bailey.warm", "false");

  /** Whether agents live in the process of the tests. */
  public static final boolean AGENTS = ASKED.equals("true");

  /** Whether commands do. */
  public static final boolean COMMANDS = AGENTS || ASKED.equals("commands");

  private Warm() {}

  /** Gives up a test that would kill its own process as an agent's. */
  static void notHere(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      throw new TestAbortedException("the agent lives in the process of the tests");
    }
  }
}
