package dev.bailey.worker.attempt;

import dev.bailey.job.gate.Lease;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import dev.bailey.worker.network.Flows;
import dev.bailey.worker.network.Networks;
import dev.bailey.worker.network.Readings;
import java.util.Optional;

/** Ends the lease of a network with what flowed, once. */
final class NetworkEnd {
  private final Networks networks;
  private final Order order;
  private Optional<Lease> open;

  NetworkEnd(Networks networks, Order order, Optional<Lease> open) {
    this.networks = networks;
    this.order = order;
    this.open = open;
  }

  /** Counts what flowed, when nobody is left who could add to it. */
  void settle(Placement placement) throws InterruptedException {
    if (open.isEmpty() || placement.wire().isEmpty()) {
      return;
    }
    Optional<Readings> read = networks.flows(placement.wire().get());
    if (read.isPresent()) {
      end(new Outcome.Done(Flows.facts(order.plan().network(), read.get())));
    } else {
      unknown("the network was gone before its counters were read");
    }
  }

  /** Nobody can say what flowed. */
  void unknown(String reason) {
    end(new Outcome.Unknown(reason));
  }

  private void end(Outcome outcome) {
    open.ifPresent(lease -> order.gate().outcome(lease, outcome));
    open = Optional.empty();
  }
}
