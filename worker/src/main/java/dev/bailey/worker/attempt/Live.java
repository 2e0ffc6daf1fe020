package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.Service;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Serving;
import java.time.Instant;
import java.util.Optional;

/** What other threads may ask of an attempt that is under way. */
final class Live {
  /** A container whose workload has been let go. */
  record Container(String podmanId, ContainerPlan plan, Placement placement, Places places) {}

  private final Order order;
  private volatile boolean cancelled;
  private volatile Optional<Permit<ContainerAction.SignalContainer>> cancellation =
      Optional.empty();
  private volatile Optional<Container> container = Optional.empty();
  private volatile Optional<End> wanted = Optional.empty();
  private volatile Serving.Health health = Serving.Health.UNCHECKED;

  Live(Order order) {
    this.order = order;
  }

  Order order() {
    return order;
  }

  /** Asks it not to begin; whether its workload has begun by then shows in {@link #container}. */
  void cancel() {
    cancelled = true;
  }

  /** Hands over the permit to end the workload; a second one is not needed and not taken. */
  synchronized boolean cancel(Permit<ContainerAction.SignalContainer> permit) {
    if (cancellation.isPresent()) {
      return false;
    }
    cancellation = Optional.of(permit);
    return true;
  }

  /** The permit to end the workload, once its owner has asked. */
  Optional<Permit<ContainerAction.SignalContainer>> cancellation() {
    return cancellation;
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Says that the workload must end, and how; what was said first holds. */
  synchronized void want(End end) {
    if (wanted.isEmpty()) {
      wanted = Optional.of(end);
    }
  }

  /** How the workload must end by its own terms, if it must. */
  Optional<End> wanted() {
    return wanted;
  }

  void health(Serving.Health now) {
    health = now;
  }

  /** How its checks went. */
  Serving.Health health() {
    return health;
  }

  /** From here on others see it. A service that is checked is never seen as one that is not. */
  void running(Container now, Instant began) {
    if (now.plan().service().flatMap(Service::health).isPresent()) {
      health = Serving.Health.starting(began);
    }
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
