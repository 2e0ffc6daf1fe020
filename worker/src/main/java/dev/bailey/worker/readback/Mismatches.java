package dev.bailey.worker.readback;

import java.util.ArrayList;
import java.util.List;

/** Collects sentences about controls that are not as decided. */
final class Mismatches {
  private final List<String> sentences = new ArrayList<>();

  /** Compares one control. */
  void expect(String control, Object decided, Object seen) {
    if (!decided.equals(seen)) {
      add(control + " is " + seen + ", decided was " + decided);
    }
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  List<String> list() {
    return List.copyOf(sentences);
  }
}
