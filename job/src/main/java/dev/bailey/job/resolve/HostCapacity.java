package dev.bailey.job.resolve;

/**
 * What one job can have on this host at most.
 *
 * @param cpuMillis thousandths of one core
 * @param memoryBytes memory without swap
 */
public record HostCapacity(long cpuMillis, long memoryBytes) {}
