package dev.bailey.cli.rego;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What repeating something showed.
 *
 * @param count how often it was done
 * @param nanos how long that took
 * @param bytes allocated meanwhile
 * @param spread of the times of single repetitions, in nanoseconds
 */
record Measured(long count, long nanos, long bytes, List<Long> spread) {
  private static final long LEAST_NANOS = 1_000_000_000L;
  private static final int MOST_KEPT = 1 << 16;

  /** Repeats for a second at least, after as much to warm up. */
  static Measured of(Runnable operation) {
    once(operation);
    return once(operation);
  }

  private static Measured once(Runnable operation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] kept = new long[MOST_KEPT];
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long from = System.nanoTime();
    long before = from;
    long count = 0;
    while (before - from < LEAST_NANOS) {
      operation.run();
      long now = System.nanoTime();
      kept[(int) (count++ % MOST_KEPT)] = now - before;
      before = now;
    }
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    List<Long> spread = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_KEPT); i++) {
      spread.add(kept[i]);
    }
    return new Measured(count, before - from, bytes, spread);
  }

  private double nanosEach() {
    return (double) nanos / count;
  }

  /** The document that readers of benchmarks of {@code opa} know; objects are not counted here. */
  Map<String, Object> document(Map<String, Object> extra) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("N", count);
    out.put("T", nanos);
    out.put("Bytes", 0);
    out.put("MemBytes", bytes);
    out.put("Extra", extra);
    return out;
  }

  /** The rows of a table. */
  Map<String, Object> rows(Map<String, Object> extra, boolean memory) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("samples", count);
    out.put("ns/op", Math.round(nanosEach()));
    if (memory) {
      out.put("B/op", bytes / count);
    }
    extra.forEach(
        (name, value) -> out.put(name, value instanceof Double d ? (Object) Math.round(d) : value));
    return out;
  }

  /** A line of Go's benchmarks. */
  String line(String name, Map<String, Object> extra, boolean memory) {
    StringBuilder out = new StringBuilder(name).append("\t%8d".formatted(count));
    out.append('\t').append(number(nanosEach(), "ns/op"));
    extra.forEach(
        (unit, value) -> out.append('\t').append(number(((Number) value).doubleValue(), unit)));
    if (memory) {
      out.append("\t%8d B/op".formatted(bytes / count));
    }
    return out.toString();
  }

  /** Four digits that tell something, in columns. */
  private static String number(double value, String unit) {
    String format =
        value == 0 || value >= 999.95
            ? "%10.0f %s"
            : value >= 99.995 ? "%12.1f %s" : value >= 9.9995 ? "%13.2f %s" : "%14.3f %s";
    return format.formatted(value, unit);
  }
}
