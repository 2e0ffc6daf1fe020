package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import java.util.List;

/**
 * The network that a job asks for; no name has been looked up.
 *
 * @param allowed destinations that the job connects to by itself, in the order written
 * @param brokered names that it reaches through the broker, in the order written
 * @param blocked subnets that win over them
 * @param names whether the job is to know the names of its destinations
 * @param inbound ports of the job that others may connect to
 * @param proxyVariables whether the job's environment is to say where the broker is
 */
public record NetworkSpec(
    List<Wanted> allowed,
    List<Named> brokered,
    List<Subnet> blocked,
    boolean names,
    List<Network.Inbound> inbound,
    boolean proxyVariables) {
  /** No network. */
  public static final NetworkSpec NONE =
      new NetworkSpec(List.of(), List.of(), List.of(), false, List.of(), false);

  public NetworkSpec {
    allowed = List.copyOf(allowed);
    brokered = List.copyOf(brokered);
    blocked = List.copyOf(blocked);
    inbound = List.copyOf(inbound);
  }

  /**
   * One destination.
   *
   * @param budgetBytes most bytes that go either way; 0 for no limit
   */
  public record Wanted(Endpoint endpoint, long budgetBytes) {}

  /**
   * Names of one port, by way of the broker.
   *
   * @param budgetBytes most bytes that go either way; 0 for no limit
   */
  public record Named(NamePattern names, int port, long budgetBytes) {}

  /** Whether nothing is to be open. */
  public boolean closed() {
    return allowed.isEmpty() && brokered.isEmpty() && inbound.isEmpty();
  }
}
