package dev.bailey.sys.http;

import java.time.Duration;

/**
 * What the other side may cost.
 *
 * @param headTimeout from sending a request to the end of the response's headers; an exec or wait
 *     call answers late by design, so choose per use
 * @param idleTimeout longest silence within a body; long for event streams
 */
public record Limits(Duration headTimeout, Duration idleTimeout) {
  /** Longest status, header or chunk-size line, bytes; the usual server default. */
  public static final int LINE = 8 * 1024;

  /** All header lines of one response, bytes. */
  public static final int HEAD = 64 * 1024;

  /** Header fields of one response. */
  public static final int FIELDS = 128;

  /** Interim (1xx) responses before the final one. */
  public static final int INTERIM = 8;

  /** Idle connections kept for reuse. */
  public static final int IDLE_CONNECTIONS = 4;

  /** Thirty seconds for the head, no limit on silence within a body. */
  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Duration.ZERO);

  public Limits {
    if (headTimeout.isNegative() || idleTimeout.isNegative()) {
      throw new IllegalArgumentException("negative time; zero means no limit");
    }
  }
}
