package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Service;
import dev.bailey.job.run.Serving;
import dev.bailey.job.run.Serving.State;
import dev.bailey.ledger.json.Json;
import java.time.Instant;
import java.util.Optional;

/** What the checks of a service have shown so far, and whether it must end for it. */
final class Health {
  private final Service.Health terms;
  private final Instant counting;
  private Serving.Health now;
  private long passed;
  private long failed;

  /**
   * @param began when the service's first instruction may have run
   */
  Health(Service.Health terms, Instant began) {
    this.terms = terms;
    this.counting = began.plusSeconds(terms.startSeconds());
    this.now = Serving.Health.starting(began);
  }

  Serving.Health now() {
    return now;
  }

  boolean starting() {
    return now.state() == State.STARTING;
  }

  /** A check has ended; why it failed, if it did. */
  void checked(Optional<String> failure, Instant at) {
    if (failure.isEmpty()) {
      passed++;
      now = new Serving.Health(State.HEALTHY, "", 0, since(State.HEALTHY, at));
    } else {
      failed++;
      boolean counts = passed > 0 || !at.isBefore(counting);
      State state = counts ? State.UNHEALTHY : State.STARTING;
      long failures = counts ? now.failures() + 1 : 0;
      now = new Serving.Health(state, failure.get(), failures, since(state, at));
    }
  }

  private Instant since(State state, Instant at) {
    return now.state() == state ? now.since() : at;
  }

  /** Why the service must end; empty if it may go on. */
  Optional<String> over() {
    return now.failures() < terms.retries()
        ? Optional.empty()
        : Optional.of(
            "unhealthy: "
                + (now.failures() == 1
                    ? "the health check failed: "
                    : now.failures() + " health checks in a row failed, the last: ")
                + now.reason());
  }

  /** How often it was checked. */
  Json.Obj facts() {
    return Json.object().put("passed", passed).put("failed", failed).build();
  }
}
