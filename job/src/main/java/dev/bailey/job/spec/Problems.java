package dev.bailey.job.spec;

import java.util.ArrayList;
import java.util.List;

/** Collects problems up to {@link SpecLimits#MAX_PROBLEMS}. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private int count;

  void add(Node at, String message) {
    add(at.line(), at.column(), message);
  }

  void add(int line, int column, String message) {
    count++;
    if (found.size() < SpecLimits.MAX_PROBLEMS) {
      found.add(new Problem(line, column, message));
    }
  }

  /** Whether further messages are only counted, so that none need be composed. */
  boolean full() {
    return found.size() == SpecLimits.MAX_PROBLEMS;
  }

  int count() {
    return count;
  }

  /** All problems in the order of the file. */
  List<Problem> sorted() {
    List<Problem> out = new ArrayList<>(found);
    out.sort(null);
    if (count > found.size()) {
      out.add(Problem.everywhere("and " + (count - found.size()) + " more problems"));
    }
    return List.copyOf(out);
  }
}
