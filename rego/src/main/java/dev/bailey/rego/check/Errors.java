package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Collects errors by stage, for a check that may cost only so much. */
final class Errors {
  /**
   * The stages, in the order in which their errors count: those of an earlier one hide the rest.
   */
  enum Stage {
    IMPORTS,
    ROOTS,
    LOCALS,
    ANNOTATIONS,
    TEMPLATES,
    PRINTS,
    REWRITE,
    CONFLICTS,
    FUNCTIONS,
    SAFETY,
    RECURSION,
    TYPES,
    BUILTINS
  }

  private static final Comparator<RegoError> BY_PLACE =
      Comparator.<RegoError, String>comparing(e -> e.location().source().name())
          .thenComparingInt(e -> e.location().row())
          .thenComparingInt(e -> e.location().column())
          .thenComparing(RegoError::message);

  private final Map<Stage, List<RegoError>> byStage = new EnumMap<>(Stage.class);
  private final Effort effort;

  Errors(Effort effort) {
    this.effort = effort;
  }

  /** What the check that finds these errors may use. */
  Effort effort() {
    return effort;
  }

  void add(Stage stage, RegoError error) {
    effort.step();
    byStage.computeIfAbsent(stage, s -> new ArrayList<>()).add(error);
  }

  void add(Stage stage, RegoError.Code code, String message, Location location) {
    add(stage, new RegoError(code, message, location));
  }

  void compile(Stage stage, String message, Location location) {
    add(stage, RegoError.Code.COMPILE, message, location);
  }

  void type(Stage stage, String message, Location location) {
    add(stage, RegoError.Code.TYPE, message, location);
  }

  boolean any() {
    return !byStage.isEmpty();
  }

  /**
   * The errors of the first stage that has any, ordered by place.
   *
   * @param most at how many of them to stop, and to say so; 0: all
   */
  List<RegoError> first(int most) {
    for (List<RegoError> errors : byStage.values()) {
      List<RegoError> sorted = new ArrayList<>(new HashSet<>(errors));
      sorted.sort(BY_PLACE);
      if (most > 0 && sorted.size() >= most) {
        sorted = new ArrayList<>(sorted.subList(0, most));
        sorted.add(new RegoError(RegoError.Code.COMPILE, "error limit reached", Location.NONE));
      }
      return sorted;
    }
    return List.of();
  }
}
