package dev.bailey.job.plan;

/**
 * What a container may use at most; every limit is always set.
 *
 * @param cpuMillis thousandths of one core
 * @param memoryBytes memory; swap is never added to it
 * @param pids processes and threads
 * @param openFiles open files per process
 * @param shmBytes size of {@code /dev/shm}, counted as memory too
 * @param tmpBytes size of {@code /tmp}, counted as memory too
 * @param diskBytes scratch and outputs together
 * @param wallSeconds wall-clock time from the workload's first instruction
 */
public record Limits(
    long cpuMillis,
    long memoryBytes,
    long pids,
    long openFiles,
    long shmBytes,
    long tmpBytes,
    long diskBytes,
    long wallSeconds) {}
