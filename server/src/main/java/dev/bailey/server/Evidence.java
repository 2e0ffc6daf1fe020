package dev.bailey.server;

import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Makes and exports evidence. */
public interface Evidence {
  /**
   * Signs the statement about an attempt whose last state is recorded and keeps it.
   *
   * @return digest of the statement's payload; empty if the attempt ran nothing to state
   */
  Optional<Digest> attest(Order order, JobState state) throws IOException;

  /** Writes the evidence file of a closed attempt. */
  void export(String job, int attempt, OutputStream out) throws IOException;

  /** Takes the kept statements of a job away. */
  void delete(String job) throws IOException;
}
