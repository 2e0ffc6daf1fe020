package dev.bailey.worker.attempt;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import java.util.Optional;

/** What other threads may ask of an attempt that is under way. */
final class Live {
  /** A container whose workload has been let go. */
  record Container(String podmanId, ContainerPlan plan, Placement placement, Places places) {}

  private final Order order;
  private volatile boolean cancelled;
  private volatile Optional<Container> container = Optional.empty();

  Live(Order order) {
    this.order = order;
  }

  Order order() {
    return order;
  }

  /** Asks it to stop as soon as it can. */
  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  void running(Container now) {
    container = Optional.of(now);
  }

  void ended() {
    container = Optional.empty();
  }

  /** The container, while its workload runs. */
  Optional<Container> container() {
    return container;
  }
}
