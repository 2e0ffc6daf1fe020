package dev.bailey.rego.extra.schema;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document, and how close it comes to its schema. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private int score;

  /**
   * One thing that is wrong.
   *
   * @param type of the check that fails
   * @param place in the document, with dots
   */
  record Finding(String type, String place, String description) {
    Value show() {
      return RegoObject.builder()
          .put("type", RegoString.of(type))
          .put("field", RegoString.of(place))
          .put("desc", RegoString.of(description))
          .put("error", RegoString.of(place + ": " + description))
          .build();
    }
  }

  List<Finding> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Tells which of several alternatives was meant: the one with the most checks that hold. */
  int score() {
    return score;
  }

  void add(String type, String place, String description) {
    all.add(new Finding(type, place, description));
    score -= 2;
  }

  void passed() {
    score++;
  }

  void merge(Findings other) {
    all.addAll(other.all);
    score += other.score;
  }
}
