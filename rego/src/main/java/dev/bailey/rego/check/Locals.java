package dev.bailey.rego.check;

import java.util.HashMap;
import java.util.Map;

/** Hands out the locals of one rule, with its else-branches, or of one query. */
final class Locals {
  private final Map<String, String> names = new HashMap<>();
  private int next;

  /** A local that the text does not name. */
  String fresh() {
    return "__local" + next++ + "__";
  }

  /** A local for a variable of the text. */
  String fresh(String name) {
    String local = fresh();
    names.put(local, name);
    return local;
  }

  /** What a local is called in the text; itself if it was not renamed. */
  String source(String local) {
    return names.getOrDefault(local, local);
  }

  /** Whether the text does not name it. */
  boolean isGenerated(String local) {
    return local.startsWith("__local") && !names.containsKey(local);
  }

  Map<String, String> names() {
    return names;
  }
}
