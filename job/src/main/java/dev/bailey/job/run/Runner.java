package dev.bailey.job.run;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.policy.Denial;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Carries out attempts on this node. */
public interface Runner {
  /**
   * Carries out one attempt from its first preparation until nothing of it is left on the host;
   * blocks until then. Every change of state is recorded through the order's gate.
   */
  JobState run(Order order);

  /**
   * Settles an attempt that an earlier agent left open: takes up a running workload again, or ends
   * what cannot go on; blocks like {@link #run}.
   *
   * @param history all events of the attempt so far, in order
   */
  JobState recover(Order order, List<Event> history);

  /** Asks a running attempt to stop. */
  CancelResult cancel(String job);

  /** What became of a wish to stop. */
  sealed interface CancelResult {
    /** The attempt was asked. */
    record Asked() implements CancelResult {}

    /** None of that job runs here. */
    record NotHere() implements CancelResult {}

    /** It runs on, because its policy does not let it be signalled. */
    record Denied(Denial denial) implements CancelResult {}
  }

  /** Where a job is reached and how it is, while its workload runs here. */
  Optional<Serving> serving(String job);

  /** Runs a command in the job's container; blocks until it ends or the streams break. */
  ExecResult exec(
      String job, List<String> command, InputStream in, OutputStream out, OutputStream err);

  /** How an exec ended. */
  sealed interface ExecResult {
    /** The command ran and ended with this code. */
    record Ended(int code) implements ExecResult {}

    /** The command did not run. */
    record NotRun(String reason, boolean denied) implements ExecResult {}
  }
}
