package dev.bailey.dist.attack;

import dev.bailey.cli.Home;
import dev.bailey.cli.agent.Agent;
import dev.bailey.job.resolve.Names;
import dev.bailey.worker.attempt.Faults;
import dev.bailey.worker.attempt.Ground;
import dev.bailey.worker.broker.BrokerRules;
import dev.bailey.worker.broker.Brokers;
import dev.bailey.worker.network.HostNetworks;
import java.util.Map;

/** The agent as it is in service, but for one wall that its jobs do not have. */
public final class WeakAgent {
  /** Names the wall. */
  static final String WALL = "BAILEY_WALL_LEFT_OUT";

  private WeakAgent() {}

  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Wall wall = Wall.valueOf(environment.getOrDefault(WALL, Wall.NONE.name()));
    System.exit(live(Home.of(environment), environment, wall));
  }

  /** Its life; the exit code. */
  static int live(Home home, Map<String, String> environment, Wall wall) {
    return Agent.live(
        home,
        environment,
        Faults.NONE,
        new WeakGround(
            Ground.ofHost(
                new WeakNetworks(
                    new HostNetworks(
                        new WeakRules(wall),
                        new Brokers(
                            network -> new WeakBrokerRules(BrokerRules.standard(network), wall),
                            Names.ofHost())),
                    wall)),
            wall));
  }
}
