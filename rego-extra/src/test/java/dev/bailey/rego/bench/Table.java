package dev.bailey.rego.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures as text. */
final class Table {
  private final boolean withOpa;

  Table(boolean withOpa) {
    this.withOpa = withOpa;
    System.out.println(
        "%-28s %14s %14s %12s".formatted("", "ns/eval", "bytes/eval", "prepare ms")
            + (withOpa ? " %14s %8s".formatted("OPA ns/eval", "times") : ""));
  }

  String line(String name, Figures f) {
    return "%-28s %,14.0f %,14.0f %12.2f".formatted(name, f.nanos(), f.bytes(), f.prepareMillis())
        + (withOpa ? " %,14.0f %8.1f".formatted(f.opaNanos(), f.opaNanos() / f.nanos()) : "");
  }

  static String againstOpa(Map<String, Figures> all) {
    Map<String, Double> times = new TreeMap<>();
    all.forEach((name, f) -> {
      if (f.opaNanos() > 0) {
        times.put(name, f.opaNanos() / f.nanos());
      }
    });
    return sentence("OPA", times);
  }

  /** How {@code now} stands against an earlier run. */
  static String against(Path file, Map<String, Figures> before, Map<String, Figures> now) {
    Map<String, Double> times = new TreeMap<>();
    now.forEach((name, f) -> {
      Figures old = before.get(name);
      if (old != null) {
        times.put(name, old.nanos() / f.nanos());
      }
    });
    return sentence(file.toString(), times);
  }

  private static String sentence(String rival, Map<String, Double> times) {
    double mean = Math.exp(times.values().stream().mapToDouble(Math::log).average().orElse(0));
    String slower =
        times.entrySet().stream()
            .filter(e -> e.getValue() < 0.95)
            .map(e -> "%s (%.2f)".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return "against %s: %.2f times as fast (geometric mean of %d); slower: %s"
        .formatted(rival, mean, times.size(), slower.isEmpty() ? "none" : slower);
  }
}
