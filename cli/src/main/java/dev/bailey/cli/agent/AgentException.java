package dev.bailey.cli.agent;

/** The agent cannot start or go on; the message is for people. */
final class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AgentException(String message) {
    super(message);
  }

  AgentException(String message, Throwable cause) {
    super(message, cause);
  }
}
