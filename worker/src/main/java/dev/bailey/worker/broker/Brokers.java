package dev.bailey.worker.broker;

import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.resolve.Names;
import dev.bailey.sys.NetNamespace;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The brokers of this agent, one for each network that has names for one. An agent that comes later
 * does not open them again: the job goes without.
 */
public final class Brokers {
  private final Function<Network, BrokerRules> rules;
  private final Names names;
  private final Map<String, Broker> open = new ConcurrentHashMap<>();

  /**
   * @param rules by which the broker of a network decides
   * @param names how names are looked up
   */
  public Brokers(Function<Network, BrokerRules> rules, Names names) {
    this.rules = rules;
    this.names = names;
  }

  /** By the rules that hold, with names as this host looks them up. */
  public static Brokers ofHost() {
    return new Brokers(BrokerRules::standard, Names.ofHost());
  }

  /**
   * Opens the broker of a network whose namespace is there, and its loopback with it.
   *
   * @return why it cannot be done; empty if it serves
   */
  public Optional<String> open(Network network, Wire wire) throws InterruptedException {
    try {
      Broker broker =
          Broker.serve(
              NetNamespace.listen(Path.of(wire.namespace()), Network.BROKER_PORT),
              rules.apply(network),
              names);
      open.put(wire.namespace(), broker);
      return Optional.empty();
    } catch (IOException | SysException failed) {
      return Optional.of("the broker cannot be opened: " + failed.getMessage());
    }
  }

  /** Whether the broker of this network serves. */
  public boolean serves(Wire wire) {
    return Optional.ofNullable(open.get(wire.namespace())).filter(Broker::serves).isPresent();
  }

  /** Ends the broker of this network; empty if this agent has none. */
  public Optional<Account.Totals> end(Wire wire) {
    return Optional.ofNullable(open.get(wire.namespace())).map(Broker::end);
  }

  /** Ends the broker of this network for good. Doing it twice does no harm. */
  public void forget(Wire wire) {
    Optional.ofNullable(open.remove(wire.namespace())).ifPresent(Broker::close);
  }
}
