package dev.bailey.job.resolve;

/**
 * What one job can have on this host at most.
 *
 * @param cpuMillis thousandths of one core
 * @param memoryBytes memory without swap
 * @param encrypts whether it can encrypt what jobs write to disk
 */
public record HostCapacity(long cpuMillis, long memoryBytes, boolean encrypts) {}
