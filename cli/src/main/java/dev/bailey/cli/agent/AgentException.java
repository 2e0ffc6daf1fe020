package dev.bailey.cli.agent;

import dev.bailey.cli.Exit;

/** The agent cannot start or go on; the message is for people. */
final class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exit;

  AgentException(String message) {
    this(Exit.FAILED, message);
  }

  /**
   * @param exit the exit code that this kind of trouble has
   */
  AgentException(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
