package dev.bailey.job.plan;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

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
 * @param logRateBytes output a second, once a burst of {@link #BURST_SECONDS} times as much is used
 *     up; 0 in plans from before there was this limit, which nothing new can have
 */
public record Limits(
    long cpuMillis,
    long memoryBytes,
    long pids,
    long openFiles,
    long shmBytes,
    long tmpBytes,
    long diskBytes,
    long wallSeconds,
    long logRateBytes) {
  /** Output a second, in bytes, of a job that names none: 1 MiB. */
  public static final long USUAL_LOG_RATE = 1L << 20;

  /** Seconds for which a job that was silent may write at once what it did not write before. */
  public static final long BURST_SECONDS = 60;

  /** With the usual rate of output. */
  public Limits(
      long cpuMillis,
      long memoryBytes,
      long pids,
      long openFiles,
      long shmBytes,
      long tmpBytes,
      long diskBytes,
      long wallSeconds) {
    this(
        cpuMillis,
        memoryBytes,
        pids,
        openFiles,
        shmBytes,
        tmpBytes,
        diskBytes,
        wallSeconds,
        USUAL_LOG_RATE);
  }

  /** What may be written at once, in bytes. */
  public long logBurstBytes() {
    return Math.multiplyExact(logRateBytes, BURST_SECONDS);
  }

  /** All of them by the names that canonical forms and policies use, units included. */
  public SequencedMap<String, Long> byName() {
    SequencedMap<String, Long> all = new LinkedHashMap<>();
    all.put("cpu_millis", cpuMillis);
    all.put("memory_bytes", memoryBytes);
    all.put("pids", pids);
    all.put("open_files", openFiles);
    all.put("shm_bytes", shmBytes);
    all.put("tmp_bytes", tmpBytes);
    all.put("disk_bytes", diskBytes);
    all.put("wall_seconds", wallSeconds);
    if (logRateBytes != 0) {
      all.put("log_rate_bytes", logRateBytes);
    }
    return all;
  }

  /** How a limit is called in a node's settings, by its name in canonical forms. */
  public static String written(String canonical) {
    return switch (canonical) {
      case "cpu_millis" -> "cpu";
      case "wall_seconds" -> "max_runtime_hours";
      default -> canonical.replace("_bytes", "");
    };
  }
}
