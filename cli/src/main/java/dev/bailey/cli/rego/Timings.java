package dev.bailey.cli.rego;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How long the stages of a command took, once or several times. */
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

  /** Whether a stage ran more than once. */
  boolean repeated() {
    return nanos.values().stream().anyMatch(times -> times.size() > 1);
  }

  /** Each stage: its time, or how its times are spread. */
  Map<String, Object> document() {
    Map<String, Object> all = new LinkedHashMap<>();
    nanos.forEach((stage, times) ->
        all.put(stage, repeated() ? Spread.of(times).document() : times.getLast()));
    return all;
  }

  String table() {
    if (!repeated()) {
      Grid grid = new Grid(List.of("Metric", "Value"));
      nanos.forEach((stage, times) -> grid.row(List.of(stage, String.valueOf(times.getLast()))));
      return grid.text();
    }
    Grid grid = new Grid(List.of("Metric", "Min", "Max", "Mean", "90%", "99%"));
    nanos.forEach((stage, times) -> {
      Map<String, Object> spread = Spread.of(times).document();
      List<String> cells = new ArrayList<>(List.of(stage));
      for (String name : List.of("min", "max", "mean", "90%", "99%")) {
        cells.add(String.valueOf(spread.get(name)));
      }
      grid.row(cells);
    });
    return grid.text();
  }
}
