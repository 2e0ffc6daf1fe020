package dev.bailey.job.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a job stands. The terminal ones are true statements about what happened, never guesses. */
public enum JobState {
  /** Accepted and waiting for room. */
  QUEUED,
  /** Being prepared; the workload has not begun. */
  STARTING,
  /** The workload's first instruction may have run. */
  RUNNING,
  /** The workload has ended; its outputs are being collected. */
  FINALIZING,
  /** Ended with code 0 and every declared output is stored. */
  SUCCEEDED,
  /** Ended with another code, or an output is missing or not acceptable. */
  FAILED,
  /** Stopped because its wall-clock limit was reached. */
  TIMEOUT,
  /** Killed by the kernel at its memory limit. */
  OOM,
  /** A service that ended by its own terms: nobody had used it for as long as it said. */
  STOPPED,
  /** Stopped because its owner asked. */
  CANCELLED,
  /** Refused by floor or policy; the workload did not run. */
  DENIED,
  /** Nobody can say how it ended. */
  LOST;

  /** Whether nothing follows. */
  public boolean terminal() {
    return switch (this) {
      case QUEUED, STARTING, RUNNING, FINALIZING -> false;
      case SUCCEEDED, FAILED, TIMEOUT, OOM, STOPPED, CANCELLED, DENIED, LOST -> true;
    };
  }

  /** The states that may follow directly. */
  public Set<JobState> next() {
    return switch (this) {
      case QUEUED -> Set.of(STARTING, CANCELLED, DENIED);
      case STARTING -> Set.of(RUNNING, QUEUED, FAILED, CANCELLED, DENIED, LOST);
      case RUNNING -> Set.of(FINALIZING, LOST);
      case FINALIZING -> Set.of(SUCCEEDED, FAILED, TIMEOUT, OOM, STOPPED, CANCELLED, DENIED, LOST);
      case SUCCEEDED, FAILED, TIMEOUT, OOM, STOPPED, CANCELLED, DENIED, LOST -> Set.of();
    };
  }

  /** The name on the wire: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with that name on the wire. */
  public static Optional<JobState> ofWireName(String name) {
    return Arrays.stream(values()).filter(s -> s.wireName().equals(name)).findFirst();
  }
}
