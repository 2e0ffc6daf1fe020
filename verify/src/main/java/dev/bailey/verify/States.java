package dev.bailey.verify;

import java.util.Map;

/** The states of an attempt and the direction in which they follow each other. */
final class States {
  private static final int TERMINAL = 4;
  private static final Map<String, Integer> RANK =
      Map.ofEntries(
          Map.entry("queued", 0),
          Map.entry("starting", 1),
          Map.entry("running", 2),
          Map.entry("finalizing", 3),
          Map.entry("succeeded", TERMINAL),
          Map.entry("failed", TERMINAL),
          Map.entry("timeout", TERMINAL),
          Map.entry("oom", TERMINAL),
          Map.entry("stopped", TERMINAL),
          Map.entry("cancelled", TERMINAL),
          Map.entry("denied", TERMINAL),
          Map.entry("lost", TERMINAL));

  private States() {}

  static boolean known(String state) {
    return RANK.containsKey(state);
  }

  static boolean terminal(String state) {
    return rank(state) == TERMINAL;
  }

  /** Whether one may follow the other; empty text stands for the beginning. */
  static boolean follows(String from, String to) {
    return switch (to) {
      case "queued" -> from.isEmpty() || from.equals("starting");
      case "running" -> from.equals("starting");
      case "finalizing" -> from.equals("running");
      case "succeeded", "timeout", "oom", "stopped" -> from.equals("finalizing");
      default -> known(to) && rank(to) > rank(from);
    };
  }

  private static int rank(String state) {
    return RANK.getOrDefault(state, -1);
  }
}
