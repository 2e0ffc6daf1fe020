package dev.bailey.server;

import dev.bailey.job.plan.Limits;

/**
 * What may be promised to running jobs together.
 *
 * @param cpuMillis thousandths of a core
 * @param memoryBytes memory
 */
public record Capacity(long cpuMillis, long memoryBytes) {
  /** What a plan's limits take. */
  static Capacity of(Limits limits) {
    return new Capacity(limits.cpuMillis(), limits.memoryBytes());
  }

  /** Whether the other one has room within this one. */
  boolean holds(Capacity other) {
    return other.cpuMillis <= cpuMillis && other.memoryBytes <= memoryBytes;
  }

  Capacity plus(Capacity other) {
    return new Capacity(cpuMillis + other.cpuMillis, memoryBytes + other.memoryBytes);
  }

  Capacity minus(Capacity other) {
    return new Capacity(cpuMillis - other.cpuMillis, memoryBytes - other.memoryBytes);
  }
}
