package dev.bailey.worker.network;

import dev.bailey.worker.broker.Account;
import java.util.Map;
import java.util.Optional;

/**
 * What was counted of a network.
 *
 * @param counters of the kernel, by name
 * @param broker the broker's account; empty if there is none, or it went with an earlier agent
 */
public record Readings(Map<String, Flow> counters, Optional<Account.Totals> broker) {
  public Readings {
    counters = Map.copyOf(counters);
  }

  Flow flow(String name) {
    return counters.getOrDefault(name, Flow.NONE);
  }
}
