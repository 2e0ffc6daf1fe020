package dev.bailey.dist.crash;

import dev.bailey.cli.Home;
import dev.bailey.cli.agent.Agent;
import dev.bailey.worker.attempt.FaultPoint;

/** The agent as it is in service, but for one point of an attempt at which it is gone at once. */
public final class FaultyAgent {
  /** Names the point. */
  static final String POINT = "BAILEY_FAULT_POINT";

  /** As after SIGKILL. */
  static final int KILLED = 137;

  private FaultyAgent() {}

  public static void main(String[] args) {
    FaultPoint fatal = FaultPoint.valueOf(System.getenv().getOrDefault(POINT, ""));
    System.exit(
        Agent.live(
            Home.of(System.getenv()),
            System.getenv(),
            point -> {
              if (point == fatal) {
                Runtime.getRuntime().halt(KILLED);
              }
            }));
  }
}
