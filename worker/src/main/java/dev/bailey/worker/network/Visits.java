package dev.bailey.worker.network;

/**
 * What came to the inbound ports of a job, from outside its namespace.
 *
 * @param connections how many began, by the kernel's count
 * @param datagrams how many came to ports without connections
 * @param open TCP connections that are open now
 */
public record Visits(long connections, long datagrams, int open) {
  /** Nobody came. */
  public static final Visits NONE = new Visits(0, 0, 0);
}
