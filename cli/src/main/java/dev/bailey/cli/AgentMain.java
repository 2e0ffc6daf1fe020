package dev.bailey.cli;

import dev.bailey.cli.agent.Agent;

/** The agent's entry point; the command line starts it when it is needed. */
public final class AgentMain {
  private AgentMain() {}

  public static void main(String[] args) {
    System.exit(Agent.live(Home.of(System.getenv()), System.getenv()));
  }
}
