package dev.bailey.worker.attempt;

import java.util.Optional;

/** What is done, again and again, to see whether a service is well. */
interface Check {
  /** Does it once; why the service is not well, empty if it is. */
  Optional<String> failure() throws InterruptedException;

  /** Whether the kernel counts it among those who visit the service. */
  boolean visits();
}
