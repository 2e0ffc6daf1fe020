package dev.bailey.cli.rego;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How long the stages of a command took. */
final class Timings {
  private final Map<String, List<Long>> nanos = new TreeMap<>();

  <T> T time(String stage, Supplier<T> work) {
    long from = System.nanoTime();
    T done = work.get();
    nanos
        .computeIfAbsent("timer_" + stage + "_ns", s -> new ArrayList<>())
        .add(System.nanoTime() - from);
    return done;
  }

  /** The last time of each stage. */
  Map<String, Object> last() {
    Map<String, Object> all = new LinkedHashMap<>();
    nanos.forEach((stage, times) -> all.put(stage, times.getLast()));
    return all;
  }
}
