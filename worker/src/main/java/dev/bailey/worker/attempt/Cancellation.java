package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.run.Runner;

/** Asks for the permit to end a running workload because its owner wants it to. */
final class Cancellation {
  private static final int TERM = 15;

  private Cancellation() {}

  /** Asks, unless that was done, and hands the permit to whoever watches the workload. */
  static Runner.CancelResult ask(Live live, Live.Container container) {
    synchronized (live) {
      return live.cancellation().isPresent()
          ? new Runner.CancelResult.Asked()
          : askNow(live, container);
    }
  }

  private static Runner.CancelResult askNow(Live live, Live.Container container) {
    ContainerAction.SignalContainer signal =
        new ContainerAction.SignalContainer(
            container.placement().containerId(), TERM, container.plan().command());
    return switch (live.order().gate().ask(signal)) {
      case Verdict.Granted<ContainerAction.SignalContainer> granted -> {
        live.cancel(granted.permit());
        yield new Runner.CancelResult.Asked();
      }
      case Verdict.Refused<ContainerAction.SignalContainer> refused ->
          new Runner.CancelResult.Denied(refused.denial());
      // Without a record the attempt cannot go on either.
      case Verdict.Unrecorded<ContainerAction.SignalContainer> ignored ->
          new Runner.CancelResult.Asked();
    };
  }
}
