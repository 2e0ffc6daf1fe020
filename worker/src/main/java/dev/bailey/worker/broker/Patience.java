package dev.bailey.worker.broker;

import java.time.Duration;

/**
 * How long the broker waits.
 *
 * @param opening for a request from its first byte, and for a ClientHello, each as a whole
 * @param lookup for the addresses of a name
 * @param dial for one address to answer
 * @param idle for a byte either way
 */
record Patience(Duration opening, Duration lookup, Duration dial, Duration idle) {
  /** As it is in service. */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10));
}
