package dev.bailey.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings; a hostile file cannot make it grow without end. */
final class Findings {
  private final Map<Topic, List<Finding>> shown = new EnumMap<>(Topic.class);
  private final Map<Topic, Integer> failures = new EnumMap<>(Topic.class);

  void pass(Topic topic, String text) {
    add(topic, Mark.PASS, text);
  }

  void note(Topic topic, String text) {
    add(topic, Mark.NOTE, text);
  }

  void fail(Topic topic, String text) {
    int count = failures.merge(topic, 1, Integer::sum);
    if (count <= Limits.SHOWN_FINDINGS) {
      add(topic, Mark.FAIL, text);
    }
  }

  void failAll(Topic topic, List<String> texts) {
    texts.forEach(text -> fail(topic, text));
  }

  /** Fails unless both are equal, saying both. */
  void same(Topic topic, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      fail(
          topic,
          what
              + ": expected "
              + Plain.text(expected.toString())
              + ", found "
              + Plain.text(found.toString()));
    }
  }

  boolean clean(Topic topic) {
    return !failures.containsKey(topic);
  }

  boolean clean() {
    return failures.isEmpty();
  }

  int failures() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  void passIfClean(Topic topic, String text) {
    if (clean(topic)) {
      pass(topic, text);
    }
  }

  /** All findings in the order of the topics. */
  List<Finding> list() {
    List<Finding> all = new ArrayList<>();
    shown.forEach((topic, findings) -> {
      all.addAll(findings);
      int hidden = failures.getOrDefault(topic, 0) - Limits.SHOWN_FINDINGS;
      if (hidden > 0) {
        all.add(new Finding(Mark.FAIL, topic.title(), "and " + hidden + " more of this kind"));
      }
    });
    return List.copyOf(all);
  }

  private void add(Topic topic, Mark mark, String text) {
    shown
        .computeIfAbsent(topic, t -> new ArrayList<>())
        .add(new Finding(mark, topic.title(), text));
  }
}
